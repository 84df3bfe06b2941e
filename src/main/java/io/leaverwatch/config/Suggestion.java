package io.leaverwatch.config;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** Guesses which allowed word was meant by one that is not. */
public final class Suggestion {
    /** What a slip of the hand makes; more where any other word may be right too would be a guess. */
    private static final int MOST_SLIPS = 2;

    private Suggestion() {}

    /** {@code " (did you mean 'x'?)"} for the nearest allowed word, or empty where none is near. */
    static String of(String given, Collection<String> allowed) {
        return of(given, allowed, Math.max(1, given.length() / 3));
    }

    /** As above, but only where the word is nearly the same: for words of which not all that are allowed are known. */
    public static String ofSlip(String given, Collection<String> known) {
        return of(given, known, MOST_SLIPS);
    }

    private static String of(String given, Collection<String> allowed, int most) {
        String nearest = null;
        int least = most + 1;
        for (String word : new TreeSet<>(allowed)) {
            int distance = distance(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    /** How many characters must be put in, left out or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[b.length()];
    }
}
