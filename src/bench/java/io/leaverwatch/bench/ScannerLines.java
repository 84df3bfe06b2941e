package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Access lines as a busy log has them; the same seed gives the same lines. */
final class ScannerLines {
    private static final int CREDENTIALS = 20_000;
    private static final int EACH_LEAVER = 100;
    private static final String[] SYSTEMS = {"Contact Creator", "Organise", "Mail", "Wiki", "Calendar"};
    private static final String[] ACTIONS = {"LOGIN", "SEARCH", "VIEW", "EXPORT", "UPDATE"};
    private static final long START = 1_930_000_000_000L;

    private final Random random;

    ScannerLines(long seed) {
        this.random = new Random(seed);
    }

    /** Every hundredth credential. */
    List<String> leavers() {
        List<String> leavers = new ArrayList<>();
        for (int i = 0; i < CREDENTIALS; i += EACH_LEAVER) {
            leavers.add(credential(i));
        }
        return leavers;
    }

    byte[][] lines(int count, boolean shuffled) {
        byte[][] lines = new byte[count][];
        for (int i = 0; i < count; i++) {
            List<String> fields = fields(i);
            if (shuffled) {
                Collections.shuffle(fields, random);
            }
            lines[i] = ("{" + String.join(",", fields) + "}").getBytes(US_ASCII);
        }
        return lines;
    }

    private List<String> fields(int number) {
        List<String> fields = new ArrayList<>();
        fields.add(text("eventId", String.format("a-%010d", number)));
        fields.add(text(
                "occurredAt",
                Instant.ofEpochMilli(START + number * 400L + random.nextInt(999))
                        .toString()));
        fields.add(text("system", SYSTEMS[random.nextInt(SYSTEMS.length)]));
        fields.add(text("credentialId", credential(random.nextInt(CREDENTIALS))));
        fields.add(text("action", ACTIONS[random.nextInt(ACTIONS.length)]));
        fields.add(text("outcome", random.nextInt(20) == 0 ? "DENIED" : "SUCCESS"));
        fields.add(text("sourceIp", "10." + random.nextInt(256) + "." + random.nextInt(256) + ".7"));
        fields.add(text("userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"));
        fields.add(text("sessionId", "s-" + Long.toHexString(random.nextLong())));
        fields.add(text("resource", "/wards/" + random.nextInt(10_000) + "/contacts"));
        fields.add("\"recordsAffected\":" + random.nextInt(100));
        return fields;
    }

    private static String credential(int number) {
        return String.format("user%06d@example.org", number);
    }

    private static String text(String name, String value) {
        return "\"" + name + "\":\"" + value + "\"";
    }

    static byte[] joined(byte[][] lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return all.toByteArray();
    }
}
