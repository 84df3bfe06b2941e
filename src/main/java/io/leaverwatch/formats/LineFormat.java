package io.leaverwatch.formats;

/** Reads one line of an input as one event. */
public interface LineFormat<T> {
    /**
     * What the line in {@code [from, to)}, without its line ending, turns out to be. Bytes outside are not looked at.
     *
     * @param position byte offset of the line in its file, or the record's offset
     */
    Reading<T> read(byte[] buffer, int from, int to, Place place, long position);
}
