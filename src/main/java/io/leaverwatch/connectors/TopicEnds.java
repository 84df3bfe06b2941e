package io.leaverwatch.connectors;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics ended at some moment.
 *
 * @param offsets the next record's, by partition
 * @param isKnown false where the brokers could not be asked then
 */
public record TopicEnds(Map<TopicPartition, Long> offsets, boolean isKnown) implements Serializable {
    /** Nobody could be asked. */
    public static final TopicEnds UNKNOWN = new TopicEnds(Map.of(), false);

    /** Begins there; where they are not known, at the end as of when reading starts. */
    OffsetsInitializer initializer() {
        return isKnown ? OffsetsInitializer.offsets(new HashMap<>(offsets)) : OffsetsInitializer.latest();
    }
}
