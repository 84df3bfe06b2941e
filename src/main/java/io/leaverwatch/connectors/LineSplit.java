package io.leaverwatch.connectors;

import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One input, which one reader reads from its beginning to its end.
 *
 * @param file the input
 */
public record LineSplit(InputFile file) implements SourceSplit, Serializable {
    @Override
    public String splitId() {
        return Integer.toString(file.place().sourceOrder());
    }
}
