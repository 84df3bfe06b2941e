package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import java.util.List;

/**
 * An access in the look-back.
 *
 * @param access the copy that counts
 * @param copies how many came with its content
 * @param sent the facts that were sent of it; empty for nearly all
 */
public record Remembered(AccessEvent access, int copies, List<SentFact> sent) {

    /**
     * A fact that was sent.
     *
     * @param caseKey to which case
     * @param fingerprint of its content
     */
    public record SentFact(String caseKey, long fingerprint) {}
}
