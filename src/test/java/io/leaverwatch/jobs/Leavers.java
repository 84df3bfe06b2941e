package io.leaverwatch.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Members who leave, use their login in rounds, one hour apart, and are taken back. Each access of a round gives one
 * alert of one rule, as long as nobody is back.
 *
 * @param topics where it is told
 * @param count how many members
 */
record Leavers(LiveTopics topics, int count) {
    private static final Instant LEFT = Instant.parse("2031-05-20T00:00:00Z");
    private static final int HOUR = 3_600;

    /** All leave. */
    void leave() {
        tell("credentials", i -> "{\"credentialId\":\"login-%1$d\",\"memberId\":\"member-%1$d\"}".formatted(i));
        tell("membership", i -> event("left-" + i, i, "RESIGNED", LEFT));
    }

    /** All use their logins. */
    void access(int round) {
        Instant at = LEFT.plusSeconds((long) round * HOUR);
        tell("accesses", i -> access("access-" + round + "-" + i, i, at));
    }

    /** Each was reinstated half an hour before the round, and left again half an hour after it. */
    void reinstate(int round) {
        Instant at = LEFT.plusSeconds((long) round * HOUR);
        tell("membership", i -> event("back-" + round + "-" + i, i, "REINSTATED", at.minusSeconds(HOUR / 2)));
        tell("membership", i -> event("gone-" + round + "-" + i, i, "RESIGNED", at.plusSeconds(HOUR / 2)));
    }

    /** One was reinstated half an hour after the departure, before all rounds. */
    void takeBack(int member) {
        byte[] line = event("taken-back-" + member, member, "REINSTATED", LEFT.plusSeconds(HOUR / 2))
                .getBytes(StandardCharsets.UTF_8);
        topics.broker().send(List.of(topics.record("membership", member % topics.partitions(), line)));
    }

    /** An access of a login to a protected system, as a line. */
    static String access(String id, int login, Instant at) {
        return "{\"eventId\":\"%s\",\"credentialId\":\"login-%d\",\"system\":\"Organise\",\"occurredAt\":\"%s\"}"
                .formatted(id, login, at);
    }

    private static String event(String id, int member, String type, Instant at) {
        return "{\"eventId\":\"%s\",\"memberId\":\"member-%d\",\"type\":\"%s\",\"effectiveAt\":\"%s\"}"
                .formatted(id, member, type, at);
    }

    private void tell(String word, IntFunction<String> line) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = line.apply(i).getBytes(StandardCharsets.UTF_8);
            records.add(topics.record(word, i % topics.partitions(), bytes));
        }
        topics.broker().send(records);
    }
}
