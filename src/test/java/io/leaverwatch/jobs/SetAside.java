package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.reference.ReferenceInputs;
import io.leaverwatch.reference.ReferenceModel;
import io.leaverwatch.reference.ReferencePolicy;
import io.leaverwatch.testkit.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a live run set aside, beside the records that its dead letters name and the dead letters of a replay of the same lines.
 * Live looks at accesses of everyone, since anyone may leave later, so it also sets lines aside that a replay does not look at.
 */
final class SetAside {
    private static final Map<String, String> KINDS =
            Map.of("membership", "membership", "credentials", "link", "accesses", "access");
    private static final int LONGEST = 1 << 20;
    private static final int KEPT = 1 << 16;
    private static final String MARK = "\ufeff";

    private final LiveTopics topics;
    /** What the replay says but for the place, by kind and line. */
    private final Map<String, JsonNode> replayed = new TreeMap<>();
    /** The kind and line of each record, by its place. */
    private final Map<String, String> records = new TreeMap<>();

    private SetAside(LiveTopics topics) {
        this.topics = topics;
    }

    /** To be called once all records are sent. */
    static SetAside of(LiveTopics topics, Replayed replay) throws IOException {
        SetAside aside = new SetAside(topics);
        try (Stream<String> lines = Files.lines(replay.results().resolve("dead-letters.ndjson"))) {
            for (String line : lines.toList()) {
                ObjectNode letter = (ObjectNode) LiveTopics.JSON.readTree(line);
                letter.remove(List.of("source", "position"));
                aside.replayed.put(letter.path("kind").asText() + " " + shown(letter), letter);
            }
        }
        KINDS.forEach((word, kind) -> topics.records(word)
                .forEach((place, value) -> aside.records.put(place, kind + " " + shown(withLine(line(value))))));
        return aside;
    }

    /** The lines that live may set aside and a replay under this policy need not look at. */
    static List<byte[]> allowed(ReferenceInputs inputs, ReferencePolicy policy) {
        Set<String> places = new HashSet<>();
        ReferenceModel.judge(inputs, policy)
                .optionalDeadLetters()
                .forEach(line -> places.add(line.source() + ":" + line.position()));
        return Stream.concat(inputs.credentialLines().stream(), inputs.accessLines().stream())
                .filter(line -> places.contains(line.toString()))
                .map(ReferenceInputs.Line::bytes)
                .toList();
    }

    /** Waits until every record is set aside that the replay sets aside. */
    void await(String name) {
        Set<String> expected = expected();
        Await.until(
                name + " sets aside what a replay does",
                Await.PATIENCE,
                () -> topics.newest("deadLetters").keySet().containsAll(expected));
    }

    /**
     * Asserts that the dead letters are those of the records that break a rule, each with the place of its record, its bytes
     * and the replay's reason.
     *
     * @param as what is looked at, for the failure's message
     * @param allowed lines that live may set aside though the replay does not
     * @return how many the replay has too
     */
    int check(String as, List<byte[]> allowed) throws IOException {
        Set<String> also = new HashSet<>();
        for (byte[] line : allowed) {
            KINDS.values().forEach(kind -> also.add(kind + " " + shown(withLine(line))));
        }
        check(as, topics.newest("deadLetters"), also);
        return expected().size();
    }

    private void check(String as, Map<String, JsonNode> letters, Set<String> allowed) {
        assertThat(letters.keySet()).as(as + ": set aside as in replay").containsAll(expected());
        letters.forEach((place, letter) -> {
            String what = as + ": the dead letter of " + place;
            assertThat(records).as(what).containsKey(place);
            String line = records.get(place);
            ObjectNode content = letter.deepCopy();
            String named = content.remove("source").asText() + "/" + content.remove("partition") + "/"
                    + content.remove("offset");
            assertThat(named).as(what).isEqualTo(place);
            assertThat(content.path("kind").asText() + " " + shown(content))
                    .as(what)
                    .isEqualTo(line);
            if (replayed.containsKey(line)) {
                assertThat((JsonNode) content).as(what).isEqualTo(replayed.get(line));
            } else {
                assertThat(allowed)
                        .as(what + ", which a replay does not set aside")
                        .contains(line);
                assertThat(content.path("reason").asText()).as(what).isNotBlank();
            }
        });
        Set<String> unseen = new TreeSet<>(replayed.keySet());
        unseen.removeAll(records.values());
        // At the start of a record, but not of a line within a file, a byte-order mark is no part of it.
        unseen.removeIf(line -> line.contains(" " + MARK));
        assertThat(unseen).as(as + ": lines of the replay that no record has").isEmpty();
    }

    /** The places of the records whose lines the replay set aside. */
    private Set<String> expected() {
        Set<String> expected = new TreeSet<>(records.keySet());
        expected.removeIf(place -> !replayed.containsKey(records.get(place)));
        return expected;
    }

    /** A record's line: without its ending, and without a byte-order mark. */
    private static byte[] line(byte[] value) {
        byte[] mark = MARK.getBytes(StandardCharsets.UTF_8);
        int from = value.length >= 3 && Arrays.equals(value, 0, 3, mark, 0, 3) ? 3 : 0;
        int to = value.length;
        if (to > from && value[to - 1] == '\n') {
            to -= to - 1 > from && value[to - 2] == '\r' ? 2 : 1;
        }
        return Arrays.copyOfRange(value, from, to);
    }

    /** What src/docs/outputs.md says that a dead letter has of its line. */
    private static ObjectNode withLine(byte[] line) {
        ObjectNode letter = LiveTopics.JSON.createObjectNode();
        byte[] kept = line.length > LONGEST ? Arrays.copyOf(line, KEPT) : line;
        try {
            letter.put(
                    "raw",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(kept))
                            .toString());
        } catch (CharacterCodingException e) {
            letter.put("rawBase64", kept);
        }
        if (line.length > LONGEST) {
            letter.put("length", line.length)
                    .put("sha256", HexFormat.of().formatHex(Digests.sha256().digest(line)));
        }
        return letter;
    }

    private static String shown(ObjectNode letter) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("raw", "rawBase64", "length", "sha256")) {
            parts.add(letter.path(name).asText());
        }
        return String.join(" ", parts);
    }
}
