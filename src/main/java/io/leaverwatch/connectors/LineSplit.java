package io.leaverwatch.connectors;

import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The lines of one input that start in a range of it.
 *
 * @param file the input
 * @param start offset of the range's first byte; 0 unless the file is splittable
 * @param end offset behind the range's last byte; {@link Long#MAX_VALUE} for all to the end
 */
public record LineSplit(InputFile file, long start, long end) implements SourceSplit, Serializable {
    @Override
    public String splitId() {
        return file.place().sourceOrder() + ":" + start;
    }
}
