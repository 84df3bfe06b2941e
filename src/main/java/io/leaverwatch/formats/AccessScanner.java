package io.leaverwatch.formats;

import static io.leaverwatch.formats.FieldSpans.ABSENT;
import static io.leaverwatch.formats.FieldSpans.NULL;
import static io.leaverwatch.formats.FieldSpans.NUMBER;
import static io.leaverwatch.formats.FieldSpans.STRING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Decides on the bytes of an access line what {@link NativeAccessReader} would decide, or says that it does not know.
 * Most lines of a log are of systems or credentials that nobody asks about, and this is what reads them all. Holds
 * state: one for each thread.
 */
final class AccessScanner {
    /** What a line turned out to be. */
    enum Verdict {
        /** Not concerned; where {@link #system()} is not negative it counts in the coverage. */
        NOT_CONCERNED,
        /** A leaver's protected access: {@link #line} and {@link #event} build it. */
        KEEP,
        /** The reader must decide: the line is unusual, or broken. */
        DONT_KNOW
    }

    private static final int EVENT_ID = 1;
    private static final int OCCURRED_AT = 2;
    private static final int SYSTEM = 3;
    private static final int CREDENTIAL_ID = 4;
    private static final int ACTION = 5;
    private static final int OUTCOME = 6;
    private static final int SESSION_ID = 7;
    private static final int RECORDS_AFFECTED = 8;
    private static final int FIRST_OTHER_TEXT = 9;
    private static final List<String> NAMES = List.of(
            "eventId",
            "occurredAt",
            "system",
            "credentialId",
            "action",
            "outcome",
            "sessionId",
            "recordsAffected",
            "sourceIp",
            "userAgent",
            "resource");
    private static final int MOST_COUNT_DIGITS = 18;
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final byte[][] OUTCOME_WORDS =
            Arrays.stream(OUTCOMES).map(one -> one.name().getBytes(UTF_8)).toArray(byte[][]::new);

    private final ObjectScanner object = new ObjectScanner(new NameTable(NAMES));
    private final FieldSpans fields = new FieldSpans();
    private final ProtectedSystems systems;
    private final SystemMemo memo;
    private final LeaverIndex leavers;
    private final TimeParser times;
    private final Sha256 sha256 = new Sha256();
    private int system;
    private long occurredAt;

    /** Decides by the same policy and index as the reader. */
    AccessScanner(Policy policy, LeaverIndex leavers) {
        this.systems = new ProtectedSystems(policy);
        this.memo = new SystemMemo(systems);
        this.leavers = leavers;
        this.times = new TimeParser(policy.zone());
    }

    /**
     * Looks at the line that begins at an index.
     *
     * @param buffer must have a line feed at or after {@code from}, and 8 bytes after the last
     */
    Verdict scan(byte[] buffer, int from) {
        system = -1;
        if (!object.scan(buffer, from, fields)
                || fields.type(SYSTEM) != STRING
                || (!object.isAscii() && Utf8.firstInvalid(buffer, from, object.stop()) >= 0)) {
            return Verdict.DONT_KNOW;
        }
        int index = memo.indexOf(buffer, fields.start(SYSTEM), fields.end(SYSTEM));
        if (index < 0) {
            return index == SystemMemo.UNPROTECTED ? Verdict.NOT_CONCERNED : Verdict.DONT_KNOW;
        }
        if (isMissing(buffer, EVENT_ID) || isMissing(buffer, CREDENTIAL_ID) || !readTime(buffer)) {
            return Verdict.DONT_KNOW;
        }
        boolean isLeavers = leavers.mayHoldGiven(buffer, fields.start(CREDENTIAL_ID), fields.end(CREDENTIAL_ID));
        if (isLeavers && !isSimple(buffer)) {
            return Verdict.DONT_KNOW;
        }
        system = index;
        return isLeavers ? Verdict.KEEP : Verdict.NOT_CONCERNED;
    }

    /** The line feed that ends the line just looked at; where that is not known, a place with none before it. */
    int stop() {
        return object.stop();
    }

    /** Place in the policy of the protected system of the line just looked at; negative where there is none. */
    int system() {
        return system;
    }

    /** Epoch millis of the line just looked at; for protected systems only. */
    long occurredAt() {
        return occurredAt;
    }

    /** Not a plain string, or one that may be blank. */
    private boolean isMissing(byte[] buffer, int slot) {
        if (fields.type(slot) != STRING || fields.start(slot) == fields.end(slot)) {
            return true;
        }
        byte first = buffer[fields.start(slot)];
        return (first <= ' ') && Names.isBlank(text(buffer, slot));
    }

    private boolean readTime(byte[] buffer) {
        int from = fields.start(OCCURRED_AT);
        int to = fields.end(OCCURRED_AT);
        byte type = fields.type(OCCURRED_AT);
        occurredAt = type == STRING
                ? times.text(buffer, from, to)
                : type == NUMBER ? times.number(buffer, from, to) : TimeParser.NO_TIME;
        return occurredAt != TimeParser.NO_TIME && !times.isDateOnly();
    }

    /** Whether every field that the reader would look at is a plain string, or recordsAffected a count, or absent. */
    private boolean isSimple(byte[] buffer) {
        for (int slot = ACTION; slot <= NAMES.size(); slot++) {
            byte type = fields.type(slot);
            boolean isRight = type == (slot == RECORDS_AFFECTED ? NUMBER : STRING);
            // Of the last ones only the type is asked for, so that escapes do not matter.
            boolean isOtherText = slot >= FIRST_OTHER_TEXT && type == FieldSpans.ESCAPED;
            if (!isRight && !isOtherText && type != ABSENT && type != NULL) {
                return false;
            }
        }
        return isOutcome(buffer) && isCount(buffer);
    }

    /** The line just looked at, whose end is given. */
    AccessLine line(byte[] buffer, int from, int to, Place place, long position) {
        return new AccessLine(
                Names.key(text(buffer, CREDENTIAL_ID)),
                occurredAt,
                systems.name(system),
                place,
                position,
                Arrays.copyOfRange(buffer, from, to));
    }

    /** The event of the line just looked at, which is given once more by itself. */
    AccessEvent event(byte[] buffer, Place place, long position, byte[] raw) {
        String action = text(buffer, ACTION);
        String sessionId = text(buffer, SESSION_ID);
        return new AccessEvent(
                text(buffer, EVENT_ID),
                occurredAt,
                times.isZoneAssumed(),
                systems.name(system),
                Names.trim(text(buffer, CREDENTIAL_ID)),
                Names.isBlank(action) ? "ACCESS" : Names.trim(action).toUpperCase(Locale.ROOT),
                outcome(buffer),
                Names.isBlank(sessionId) ? null : sessionId,
                recordsAffected(buffer),
                place.origin(position, sha256.of(raw, 0, raw.length)),
                raw);
    }

    private boolean isOutcome(byte[] buffer) {
        return fields.type(OUTCOME) != STRING || outcome(buffer) != null;
    }

    /** Null where it is none. */
    private Outcome outcome(byte[] buffer) {
        if (fields.type(OUTCOME) != STRING) {
            return Outcome.SUCCESS;
        }
        for (int i = 0; i < OUTCOMES.length; i++) {
            if (Bytes.isSame(buffer, fields.start(OUTCOME), fields.end(OUTCOME), OUTCOME_WORDS[i])) {
                return OUTCOMES[i];
            }
        }
        return null;
    }

    /** Whether the number, if there is one, is a plain count. */
    private boolean isCount(byte[] buffer) {
        if (fields.type(RECORDS_AFFECTED) != NUMBER) {
            return true;
        }
        int from = fields.start(RECORDS_AFFECTED);
        int to = fields.end(RECORDS_AFFECTED);
        boolean isCount = to - from <= MOST_COUNT_DIGITS;
        for (int at = from; at < to && isCount; at++) {
            isCount = buffer[at] >= '0' && buffer[at] <= '9';
        }
        return isCount;
    }

    private long recordsAffected(byte[] buffer) {
        if (fields.type(RECORDS_AFFECTED) != NUMBER) {
            return -1;
        }
        long value = 0;
        for (int at = fields.start(RECORDS_AFFECTED); at < fields.end(RECORDS_AFFECTED); at++) {
            value = value * 10 + buffer[at] - '0';
        }
        return value;
    }

    private String text(byte[] buffer, int slot) {
        return fields.type(slot) == STRING
                ? new String(buffer, fields.start(slot), fields.end(slot) - fields.start(slot), UTF_8)
                : null;
    }
}
