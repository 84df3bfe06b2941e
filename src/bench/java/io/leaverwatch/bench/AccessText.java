package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Access lines of the generated data: 12 fields, 350 to 360 bytes. Draws the same numbers whatever the fields' order. */
final class AccessText {
    /** Two of them are protected by default. */
    static final List<String> SYSTEMS = List.of("Contact Creator", "Organise", "Mail", "Wiki", "Calendar");

    private static final List<String> ACTIONS = List.of("LOGIN", "SEARCH", "VIEW", "EXPORT", "UPDATE");
    private static final List<String> REGIONS = List.of("north", "south", "east", "west", "centre");
    private static final int FIELDS = 12;
    private static final int DENIED_ONE_IN = 20;
    private static final int ROOM = 1024;
    private static final long DAY = 86_400_000L;

    private final SplittableRandom random;
    private final SplittableRandom orders;
    private final byte[] scratch = new byte[ROOM];
    private final byte[] line = new byte[ROOM];
    private final int[] starts = new int[FIELDS + 1];
    private final int[] order = new int[FIELDS];
    private int length;
    private int fields;
    private long day = Long.MIN_VALUE;
    private String date;

    /**
     * Lines that draw their values from a generator.
     *
     * @param orders what the order of a line's fields is drawn from; null for always the same
     */
    AccessText(SplittableRandom random, SplittableRandom orders) {
        this.random = random;
        this.orders = orders;
        for (int i = 0; i < FIELDS; i++) {
            order[i] = i;
        }
    }

    /** Writes one line. */
    void write(OutputStream out, long number, long time, int member) throws IOException {
        length = 0;
        fields = 0;
        text("eventId", "a-" + padded(number, 10));
        text("occurredAt", time(time));
        text("system", pick(SYSTEMS));
        text("credentialId", BenchData.credential(member));
        text("action", pick(ACTIONS));
        text("outcome", random.nextInt(DENIED_ONE_IN) == 0 ? "DENIED" : "SUCCESS");
        text("sourceIp", "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256));
        text("userAgent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0");
        text("sessionId", "s-" + Long.toHexString(random.nextLong()));
        text("resource", "/wards/" + random.nextInt(10_000) + "/contacts");
        begin("recordsAffected");
        put(Integer.toString(random.nextInt(100)));
        text("region", pick(REGIONS));
        starts[fields] = length;
        out.write(line, 0, joined());
    }

    private int joined() {
        if (orders != null) {
            for (int i = FIELDS - 1; i > 0; i--) {
                int other = orders.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }
        int at = 0;
        for (int field : order) {
            line[at] = (byte) (at == 0 ? '{' : ',');
            int size = starts[field + 1] - starts[field];
            System.arraycopy(scratch, starts[field], line, at + 1, size);
            at += size + 1;
        }
        line[at] = '}';
        line[at + 1] = '\n';
        return at + 2;
    }

    private String time(long time) {
        if (Math.floorDiv(time, DAY) != day) {
            day = Math.floorDiv(time, DAY);
            date = Instant.ofEpochMilli(time).toString().substring(0, 11);
        }
        long millis = Math.floorMod(time, DAY);
        return date
                + padded(millis / 3_600_000, 2)
                + ':'
                + padded(millis / 60_000 % 60, 2)
                + ':'
                + padded(millis / 1000 % 60, 2)
                + '.'
                + padded(millis % 1000, 3)
                + 'Z';
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private void text(String name, String value) {
        begin(name);
        put("\"");
        put(value);
        put("\"");
    }

    private void begin(String name) {
        starts[fields++] = length;
        put("\"");
        put(name);
        put("\":");
    }

    @SuppressWarnings("deprecation") // the one that copies single bytes without a detour; all text here is ASCII
    private void put(String text) {
        text.getBytes(0, text.length(), scratch, length);
        length += text.length();
    }

    /** A number with leading zeros. */
    static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** Bytes of a line of text. */
    static byte[] bytes(String text) {
        return (text + "\n").getBytes(ISO_8859_1);
    }
}
