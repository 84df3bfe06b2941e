package io.leaverwatch.formats;

/**
 * The names that the lines before had, in their order: most logs repeat it line after line, and a name that is as
 * expected need not be looked for. Where guesses fail it rests for some lines. Holds state: one for each thread.
 */
final class NameOrder {
    /** The name is not the one expected. */
    static final int UNEXPECTED = -1;

    private static final int PLACES = 32;
    /** The longest name whose bytes, with its closing quote and colon, three words show. */
    private static final int LONGEST = 20;

    private static final int QUOTE_COLON = '"' | ':' << 8;
    private static final int MOST_FAILURES = 3;
    private static final int REST = 200;

    private final long[] heads = new long[PLACES];
    private final long[] headMasks = new long[PLACES];
    private final long[] middles = new long[PLACES];
    private final long[] tails = new long[PLACES];
    private final int[] lengths = new int[PLACES];
    private final int[] slots = new int[PLACES];
    private int failures;
    private int rest;

    NameOrder() {
        // No name is of that length.
        java.util.Arrays.fill(lengths, -1);
    }

    /** How many places are guessed on the line that begins now; 0 while it rests. */
    int begin() {
        if (failures > MOST_FAILURES) {
            rest = REST;
        }
        failures = 0;
        if (rest > 0) {
            rest--;
            return 0;
        }
        return PLACES;
    }

    /** The slot of the name that begins at an index, if it is the one expected there, and a colon follows it. */
    int slot(byte[] buffer, int from, int place) {
        int length = lengths[place];
        if (((Bytes.word(buffer, from) ^ heads[place]) & headMasks[place]) != 0
                || length < 0
                || (length > 6 && Bytes.word(buffer, from + length - 6) != tails[place])
                || (length > 14 && Bytes.word(buffer, from + 6) != middles[place])) {
            return UNEXPECTED;
        }
        return slots[place];
    }

    /** Where the value behind the expected name begins. */
    int valueStart(int from, int place) {
        return from + lengths[place] + 2;
    }

    /** Expects from now on the name in {@code [from, to)}, without escapes, where it stood. */
    void learn(byte[] buffer, int from, int to, int place, int slot) {
        int length = to - from;
        boolean isAscii = isAscii(buffer, from, to);
        failures += isAscii ? 1 : 0; // else no guess was wrong: none is made
        boolean isUsable = isAscii && length <= LONGEST && Bytes.pair(buffer, to) == QUOTE_COLON;
        lengths[place] = isUsable ? length : -1;
        if (isUsable) {
            heads[place] = Bytes.word(buffer, from);
            headMasks[place] = length + 2 >= Long.BYTES ? -1 : Bytes.first(-1, length + 2);
            tails[place] = length > 6 ? Bytes.word(buffer, to - 6) : 0;
            middles[place] = length > 14 ? Bytes.word(buffer, from + 6) : 0;
            slots[place] = slot;
        }
    }

    /** Of an expected name nobody looks at the bytes again, so that what is no UTF-8 in it would pass. */
    private static boolean isAscii(byte[] buffer, int from, int to) {
        int all = 0;
        for (int at = from; at < to; at++) {
            all |= buffer[at];
        }
        return all >= 0;
    }
}
