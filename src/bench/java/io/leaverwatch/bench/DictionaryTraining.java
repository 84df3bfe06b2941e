package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdDictTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the dictionary with which accesses are packed in state, from invented lines of many kinds. */
@Command(
        name = "dictionary",
        mixinStandardHelpOptions = true,
        description = "Trains the dictionary for accesses in state. A new one needs a new version of the stored form.")
final class DictionaryTraining implements Callable<Integer> {
    private static final int SAMPLES = 60_000;
    private static final int SAMPLE_BYTES = 64 << 20;
    private static final int SIZE = 8 << 10;
    private static final String[] AGENTS = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%1$d.0.0.0"
                + " Safari/537.36 Edg/%1$d.0.0.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                + " Safari/605.1.15",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"
                + " Mobile/15E148 Safari/604.1",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "okhttp/4.12.0"
    };
    private static final String[] ACTIONS = {"LOGIN", "SEARCH", "VIEW", "VIEW", "EXPORT", "MESSAGE", "UPDATE", "DELETE"
    };
    private static final String[] NAMES = {"smith", "jones", "khan", "okafor", "novak", "garcia", "li"};
    private static final String[] SOURCES = {"accesses", "accesses.ndjson", "access-events", "leaverwatch.accesses"};
    private static final String[] RESOURCES = {
        "/wards/%d/contacts", "/contacts/%d", "/search?q=%d", "/api/v1/members/%d", "/exports/%d.csv"
    };

    @Option(names = "--out", required = true, paramLabel = "F", description = "Where the dictionary goes.")
    private Path out;

    private final Random random = new Random(1);

    @Override
    public Integer call() throws Exception {
        ZstdDictTrainer trainer = new ZstdDictTrainer(SAMPLE_BYTES, SIZE);
        for (int i = 0; i < SAMPLES; i++) {
            trainer.addSample((pick(SOURCES) + line()).getBytes(UTF_8));
        }
        Files.write(out, trainer.trainSamples());
        return 0;
    }

    /** A line without the texts that are not stored with it. */
    private String line() {
        List<String> fields = new ArrayList<>();
        text(fields, "eventId", "");
        text(fields, "occurredAt", "");
        text(fields, "system", pick("Contact Creator", "Organise", "contact-creator", "Contact Creator"));
        text(fields, "credentialId", random.nextInt(4) > 0 ? "" : credentialId());
        text(fields, "action", pick(ACTIONS));
        if (random.nextInt(4) > 0) {
            text(fields, "outcome", pick("SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS", "DENIED", "ERROR"));
        }
        String network = pick("10." + random.nextInt(256) + "." + random.nextInt(256), "203.0.113");
        text(fields, "sourceIp", network + "." + random.nextInt(256));
        text(fields, "userAgent", pick(AGENTS).formatted(110 + random.nextInt(30)));
        text(fields, "sessionId", pick("s-" + Long.toHexString(random.nextLong()), "" + random.nextInt(10_000_000)));
        text(fields, "resource", pick(RESOURCES).formatted(random.nextInt(100_000)));
        if (random.nextBoolean()) {
            fields.add("\"recordsAffected\":" + random.nextInt(1 + random.nextInt(2000)));
        }
        if (random.nextInt(3) > 0) {
            Collections.shuffle(fields, random);
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String credentialId() {
        return switch (random.nextInt(3)) {
            case 0 -> "user%06d@example.org".formatted(random.nextInt(1_000_000));
            case 1 -> (char) ('a' + random.nextInt(26)) + "." + pick(NAMES) + random.nextInt(99) + "@example.com";
            default -> "m-" + random.nextInt(100_000);
        };
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private static void text(List<String> fields, String name, String value) {
        fields.add("\"" + name + "\":\"" + value + "\"");
    }
}
