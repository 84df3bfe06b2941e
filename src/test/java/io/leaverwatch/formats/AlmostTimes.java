package io.leaverwatch.formats;

import java.util.Random;

/** Times in every form, crowded around the changes of summer time, some of them spoilt. */
final class AlmostTimes {
    private static final String[] DAYS = {
        "2031-03-30", "2031-10-26", "2031-04-06", "2031-10-05", "2031-03-09", "2031-11-02", "2011-12-30", "2028-02-29",
        "2031-02-29", "2031-12-31", "0001-01-01", "9999-12-31", "1847-12-01", "1582-10-10", "2100-02-29", "1970-01-01"
    };
    private static final String[] OFFSETS = {
        "", "", "Z", "Z", "Z", "+00:00", "-00:00", "+0100", "-07:00", "+18:00", "-1800", "+18:01", "+05:45", "+1", "z"
    };
    private static final String SPOILERS = "0123456789-:.TZ+tz /,\u00a0\u0660\u00e9";

    private final Random random;

    AlmostTimes(Random random) {
        this.random = random;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                random.nextInt(3) > 0
                        ? DAYS[random.nextInt(DAYS.length)]
                        : String.format("%04d-%02d-%02d", below(10000), 1 + below(12), 1 + below(31)));
        if (random.nextInt(12) > 0) {
            text.append(String.format("T%02d:%02d", random.nextInt(20) == 0 ? 24 : below(24), below(60)));
            if (random.nextInt(4) > 0) {
                text.append(String.format(":%02d", random.nextInt(30) == 0 ? 60 : below(60)));
                if (random.nextInt(3) > 0) {
                    String digits = String.valueOf(1_000_000_000 + below(1_000_000_000)) + "0";
                    text.append('.').append(digits, 1, 1 + (random.nextBoolean() ? 3 : 1 + below(10)));
                }
            }
            text.append(OFFSETS[random.nextInt(OFFSETS.length)]);
        }
        while (random.nextInt(4) == 0) {
            int at = random.nextInt(text.length());
            char spoiler = SPOILERS.charAt(random.nextInt(SPOILERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, spoiler);
                case 1 -> text.insert(at, spoiler);
                default -> text.deleteCharAt(at);
            }
            if (text.isEmpty()) {
                break;
            }
        }
        return text.toString();
    }

    String number() {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        int whole = random.nextInt(20);
        text.append(whole == 0 ? "0" : digits(whole).replaceFirst("^0", "1"));
        if (random.nextBoolean()) {
            text.append('.').append(digits(1 + random.nextInt(8)));
        }
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(41) - 20);
        }
        return text.toString();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(below(10));
        }
        return digits.toString();
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }
}
