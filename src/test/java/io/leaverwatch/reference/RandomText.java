package io.leaverwatch.reference;

import java.util.List;
import java.util.Locale;

/** One text in the many spellings that mean the same, and some that nearly do. */
final class RandomText {

    private static final List<String> BLANKS =
            List.of(" ", "\t", "\u00a0", "\u3000", "\u2003", "\u0085", "\u2028", "\u1680", "\r\n", " \u202f ");
    private static final List<String> NO_BLANKS = List.of("\u200b", "\u001c", "\ufeff", "\u180e", "\u2060", "\u0000");

    private final Dice dice;

    RandomText(Dice dice) {
        this.dice = dice;
    }

    String blank() {
        return dice.pick(BLANKS);
    }

    /** The same id in another case or with White_Space around it; once in a while one that only looks the same. */
    String id(String id) {
        if (dice.percent(2)) {
            return dice.percent(50) ? id + dice.pick(NO_BLANKS) : dice.pick(NO_BLANKS) + id;
        }
        return dice.percent(70) ? id : around(otherCase(id));
    }

    /** The same system in another case, with White_Space around it, and with other White_Space inside. */
    String system(String system) {
        if (dice.percent(55)) {
            return system;
        }
        StringBuilder out = new StringBuilder();
        String other = otherCase(system);
        for (int i = 0; i < other.length(); i++) {
            char c = other.charAt(i);
            if (c == ' ' && dice.percent(60)) {
                out.append(blank()).append(dice.percent(40) ? blank() : "");
            } else {
                out.append(c);
            }
        }
        return around(out.toString());
    }

    /** The same word of a fixed list, in any case. */
    String word(String word) {
        return dice.percent(65) ? word : around(otherCase(word));
    }

    String around(String text) {
        return (dice.percent(35) ? blank() : "") + text + (dice.percent(35) ? blank() : "");
    }

    private String otherCase(String text) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String one = text.substring(i, i + 1);
            mixed.append(dice.percent(50) ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT));
        }
        String other = switch (dice.below(3)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> text.toLowerCase(Locale.ROOT);
            default -> mixed.toString();
        };
        return WhiteSpace.key(other).equals(WhiteSpace.key(text)) ? other : text;
    }
}
