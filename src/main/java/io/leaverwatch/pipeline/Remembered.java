package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.types.PackedAccess;
import java.util.List;

/** An access in the look-back: packed; whole in replay, which neither keeps it for long nor writes it. */
public final class Remembered {
    private final AccessEvent whole;
    private final PackedAccess packed;
    private final int copies;
    private final List<SentFact> sent;

    private Remembered(AccessEvent whole, PackedAccess packed, int copies, List<SentFact> sent) {
        this.whole = whole;
        this.packed = packed;
        this.copies = copies;
        this.sent = sent;
    }

    /**
     * An access that is remembered.
     *
     * @param access the copy that counts
     * @param copies how many came with its content
     * @param sent the facts that were sent of it; empty for nearly all
     * @param mode whether it is packed, to take a fifth of the memory
     */
    public static Remembered of(AccessEvent access, int copies, List<SentFact> sent, PipelineMode mode) {
        return mode.isReplay() ? new Remembered(access, null, copies, sent) : of(PackedAccess.of(access), copies, sent);
    }

    /** One that was read. */
    static Remembered of(PackedAccess packed, int copies, List<SentFact> sent) {
        return new Remembered(null, packed, copies, sent);
    }

    /** The same access with another count of copies and other facts that were sent. */
    Remembered with(int newCopies, List<SentFact> newSent) {
        return new Remembered(whole, packed, newCopies, newSent);
    }

    /** The same with another reading of the access. */
    Remembered with(AccessEvent access) {
        return packed == null
                ? new Remembered(access, null, copies, sent)
                : new Remembered(null, PackedAccess.of(access), copies, sent);
    }

    /** When the access was, epoch millis. */
    long occurredAt() {
        return whole == null ? packed.occurredAt() : whole.occurredAt();
    }

    /**
     * The copy that counts.
     *
     * @param eventId under which it is kept
     * @param credentialKey under which it is kept
     */
    public AccessEvent access(String eventId, String credentialKey) {
        return whole == null ? packed.access(eventId, credentialKey) : whole;
    }

    /** The copy that counts, as it is written. */
    PackedAccess packed() {
        return packed == null ? PackedAccess.of(whole) : packed;
    }

    /** How many came with its content. */
    int copies() {
        return copies;
    }

    /** The facts that were sent of it. */
    List<SentFact> sent() {
        return sent;
    }

    /**
     * A fact that was sent.
     *
     * @param caseKey to which case
     * @param fingerprint of its content
     */
    public record SentFact(String caseKey, long fingerprint) {}
}
