package io.leaverwatch.connectors;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.UsageError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** What the brokers let the job do with its topics: without a right it fails while it runs, and again after each restart. */
final class TopicRights {
    private TopicRights() {}

    /**
     * Makes sure that inputs may be read, dead letters written, and the other outputs, which are read back, both.
     *
     * @param allowed by topic; empty where the topic may not even be seen, null where the brokers do not say
     * @throws UsageError that names what is not allowed
     */
    static void check(LiveSettings settings, Map<String, Set<AclOperation>> allowed) {
        LiveSettings.Topics topics = settings.topics();
        Set<String> denied = new LinkedHashSet<>();
        List<String> own = List.copyOf(KafkaOutputs.kinds(topics).keySet());
        look(List.of(topics.membership(), topics.credentials()), AclOperation.READ, allowed, denied);
        look(topics.accesses(), AclOperation.READ, allowed, denied);
        look(own, AclOperation.WRITE, allowed, denied);
        look(List.of(topics.deadLetters()), AclOperation.WRITE, allowed, denied);
        look(own, AclOperation.READ, allowed, denied);
        if (!denied.isEmpty()) {
            throw new UsageError("The brokers at " + settings.shownBrokers() + " do not let this client "
                    + String.join(", ", denied) + "; grant it that right, or name other topics under topics");
        }
    }

    private static void look(
            List<String> topics, AclOperation operation, Map<String, Set<AclOperation>> allowed, Set<String> denied) {
        for (String topic : topics) {
            Set<AclOperation> here = allowed.get(topic);
            if (here != null && !here.contains(operation)) {
                denied.add((operation == AclOperation.READ ? "read " : "write ") + topic);
            }
        }
    }
}
