package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Published;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

/** Which records of the output topics a job takes for its own when it reads them back. */
class OwnOutputsTest {
    private static final String CASE = "member-0417\0half \uD83D of a pair";

    @Test
    void takesWhatItWroteAndNothingOfAnotherJob() {
        ConsumerRecord<byte[], byte[]> own = record("{}");
        OutputHeaders.add(own.headers(), "leaverwatch", CASE, true);
        ConsumerRecord<byte[], byte[]> others = record("{}");
        OutputHeaders.add(others.headers(), "leaverwatch-staging", CASE, true);
        assertThat(read(own, others, record("{}")))
                .containsExactly(
                        new Published(Published.Kind.ALERT, "id", CASE, true, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void passesOverADeletion() {
        ConsumerRecord<byte[], byte[]> deletion = record(null);
        OutputHeaders.add(deletion.headers(), "leaverwatch", CASE, true);
        assertThat(read(deletion)).isEmpty();
    }

    @Test
    void passesOverWhatNamesACaseAndNoJob() {
        ConsumerRecord<byte[], byte[]> record = record("{}");
        Headers headers = record.headers();
        headers.add("leaverwatch-case", CASE.getBytes(StandardCharsets.UTF_16BE));
        assertThat(read(record)).isEmpty();
    }

    @SafeVarargs
    private static List<Published> read(ConsumerRecord<byte[], byte[]>... records) {
        PublishedRecords reader = new PublishedRecords(Map.of("breach-alerts", Published.Kind.ALERT), "leaverwatch");
        List<Published> published = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            reader.deserialize(record, new Collector<>() {
                @Override
                public void collect(Published one) {
                    published.add(one);
                }

                @Override
                public void close() {}
            });
        }
        return published;
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        byte[] key = "id".getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "breach-alerts", 0, 0, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
