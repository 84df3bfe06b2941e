package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** What was said of alerts, one record after the other. */
final class AlertChanges {
    private AlertChanges() {}

    /** Every record of an alert as its id and status. */
    static List<String> of(LiveTopics topics, IsolationLevel isolation) throws Exception {
        List<String> changes = new ArrayList<>();
        for (ConsumerRecord<String, String> record : topics.read("alerts", isolation)) {
            changes.add(record.key() + " " + text(record, "status"));
        }
        return changes;
    }

    /**
     * Committed readers have each change of an alert once.
     *
     * @param steady members whose alerts are never again as they were: of theirs, no record is there twice; of any other
     *     alert no two that follow one another are the same
     */
    static void assertEachOnce(LiveTopics topics, Set<String> steady) throws Exception {
        List<String> ofSteady = new ArrayList<>();
        Map<String, String> newest = new HashMap<>();
        for (ConsumerRecord<String, String> record : topics.read("alerts", IsolationLevel.READ_COMMITTED)) {
            assertThat(record.value()).isNotEqualTo(newest.put(record.key(), record.value()));
            if (steady.contains(text(record, "memberId"))) {
                ofSteady.add(record.value());
            }
        }
        assertThat(ofSteady).hasSizeGreaterThan(newest.size() / 2).doesNotHaveDuplicates();
    }

    private static String text(ConsumerRecord<String, String> record, String field) throws Exception {
        return LiveTopics.JSON.readTree(record.value()).path(field).asText();
    }
}
