package io.leaverwatch.connectors;

import io.leaverwatch.formats.Place;
import java.io.Serializable;

/**
 * One input that was found and can be read.
 *
 * @param place what its lines are, its place on the command line, and its name as given, "-" for standard input
 * @param path where its bytes lie: the file itself, or the copy of an input that can be read only once; null for
 *     standard input that is read as it comes
 * @param compression how it is packed; NONE too where that shows only when it is read ({@code size} below 0)
 * @param size in bytes, as packed, when it was found; what is appended later is not read. Negative for standard input
 *     and pipes that are read as they come
 */
public record InputFile(Place place, String path, Compression compression, long size) implements Serializable {

    /** Whether it can be read only once, from its beginning to its end, and its size is not known before. */
    public boolean isStream() {
        return size < 0;
    }
}
