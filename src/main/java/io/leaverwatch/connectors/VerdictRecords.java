package io.leaverwatch.connectors;

import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.CoveredVerdict;
import io.leaverwatch.formats.VerdictWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Verdicts as records: keyed by their ids, so that the newest state of each stays when a topic is compacted. The time of
 * a record is when it is sent, which is when it was detected.
 */
final class VerdictRecords implements KafkaRecordSerializationSchema<CoveredVerdict> {
    private static final long serialVersionUID = 1L;

    private final Map<Published.Kind, String> topics;
    private final VerdictWriter writer;
    private final String job;

    /**
     * Writes one job's.
     *
     * @param topics where each kind goes
     * @param job the job's groupId
     */
    VerdictRecords(Map<Published.Kind, String> topics, VerdictWriter writer, String job) {
        this.topics = topics;
        this.writer = writer;
        this.job = job;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(CoveredVerdict covered, KafkaSinkContext context, Long timestamp) {
        Verdict verdict = covered.verdict();
        byte[] key = verdict.id().getBytes(StandardCharsets.UTF_8);
        byte[] value = writer.write(verdict, covered.coverage());
        ProducerRecord<byte[], byte[]> output =
                new ProducerRecord<>(topics.get(verdict.kind()), null, null, key, value);
        OutputHeaders.add(output.headers(), job, verdict.caseKey(), verdict.isStanding());
        return output;
    }
}
