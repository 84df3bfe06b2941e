package io.leaverwatch.connectors;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What an output record carries beside its JSON, for the job that reads it back. */
final class OutputHeaders {
    private static final String JOB = "leaverwatch-job";
    private static final String CASE = "leaverwatch-case";
    private static final String STANDING = "leaverwatch-standing";

    private OutputHeaders() {}

    /**
     * Adds them.
     *
     * @param job the job's groupId
     * @param isStanding false for a withdrawal
     */
    static void add(Headers headers, String job, String caseKey, boolean isStanding) {
        headers.add(JOB, bytes(job));
        headers.add(CASE, bytes(caseKey));
        headers.add(STANDING, bytes(Boolean.toString(isStanding)));
    }

    /** The case that a record belongs to; null where the record is not of the job with this groupId. */
    static String caseKey(Headers headers, String job) {
        return job.equals(text(headers.lastHeader(JOB))) ? text(headers.lastHeader(CASE)) : null;
    }

    static boolean isStanding(Headers headers) {
        return Boolean.parseBoolean(text(headers.lastHeader(STANDING)));
    }

    /** Its characters as they are: an id may hold half of a surrogate pair, which every encoding would replace. */
    private static byte[] bytes(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private static String text(Header header) {
        if (header == null || header.value() == null) {
            return null;
        }
        return ByteBuffer.wrap(header.value()).asCharBuffer().toString();
    }
}
