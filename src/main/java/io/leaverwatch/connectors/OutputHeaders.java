package io.leaverwatch.connectors;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What an output record carries beside its JSON, for the job that reads it back. */
final class OutputHeaders {
    private static final String CASE = "leaverwatch-case";
    private static final String STANDING = "leaverwatch-standing";

    private OutputHeaders() {}

    /** @param isStanding false for a withdrawal */
    static void add(Headers headers, String caseKey, boolean isStanding) {
        // Not UTF-8: an id may hold half of a surrogate pair.
        headers.add(CASE, caseKey.getBytes(StandardCharsets.UTF_16BE));
        headers.add(STANDING, Boolean.toString(isStanding).getBytes(StandardCharsets.US_ASCII));
    }

    /** The case that a record belongs to; null where the record is not of this job. */
    static String caseKey(Headers headers) {
        return text(headers.lastHeader(CASE), true);
    }

    static boolean isStanding(Headers headers) {
        return Boolean.parseBoolean(text(headers.lastHeader(STANDING), false));
    }

    private static String text(Header header, boolean isWide) {
        if (header == null || header.value() == null) {
            return null;
        }
        return new String(header.value(), isWide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
    }
}
