package io.leaverwatch.formats;

import static io.leaverwatch.formats.FieldSpans.ABSENT;
import static io.leaverwatch.formats.FieldSpans.NULL;
import static io.leaverwatch.formats.FieldSpans.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/**
 * Tells on the bytes of a link line that it is in order and does not matter, or does not know. An organisation has many
 * links, and few of them are leavers'. Holds state: one for each thread.
 */
final class LinkScanner {
    private static final int CREDENTIAL_ID = 1;
    private static final int MEMBER_ID = 2;
    private static final int RELATION = 3;
    private static final int VALID_FROM = 4;
    private static final int VALID_UNTIL = 5;
    private static final List<String> NAMES =
            List.of("credentialId", "memberId", "relation", "validFrom", "validUntil");
    private static final List<byte[]> RELATIONS =
            List.of("OWNER".getBytes(US_ASCII), "DELEGATE".getBytes(US_ASCII), "SERVICE".getBytes(US_ASCII));

    private final ObjectScanner object = new ObjectScanner(new NameTable(NAMES));
    private final FieldSpans fields = new FieldSpans();

    /**
     * Whether the line is a link, without limits of time, of a credential that no leaver can hold.
     *
     * @param buffer must have a line feed at or after {@code from}, and 8 bytes after the last
     */
    boolean isOfNoLeaver(byte[] buffer, int from, LeaverIndex leavers) {
        return isPlain(buffer, from)
                && isNothing(VALID_FROM)
                && isNothing(VALID_UNTIL)
                && isRelation(buffer)
                && isPlainId(buffer, MEMBER_ID)
                && !leavers.mayHoldGiven(buffer, fields.start(CREDENTIAL_ID), fields.end(CREDENTIAL_ID));
    }

    /** Whether the line, if it is a link at all, is of a member who is none of these; the buffer as above. */
    boolean isOfNoMember(byte[] buffer, int from, ByteKeys members) {
        return isPlain(buffer, from)
                && isPlainId(buffer, MEMBER_ID)
                && !members.containsGiven(buffer, fields.start(MEMBER_ID), fields.end(MEMBER_ID));
    }

    /** An object in ASCII with a credential. */
    private boolean isPlain(byte[] buffer, int from) {
        return object.scan(buffer, from, fields) && object.isAscii() && isPlainId(buffer, CREDENTIAL_ID);
    }

    /** A string that does not begin with a blank, and so is not blank. */
    private boolean isPlainId(byte[] buffer, int slot) {
        return fields.type(slot) == STRING && fields.start(slot) < fields.end(slot) && buffer[fields.start(slot)] > ' ';
    }

    private boolean isNothing(int slot) {
        return fields.type(slot) == ABSENT || fields.type(slot) == NULL;
    }

    private boolean isRelation(byte[] buffer) {
        if (isNothing(RELATION)) {
            return true;
        }
        boolean isOne = false;
        for (byte[] word : RELATIONS) {
            isOne |= Bytes.isSame(buffer, fields.start(RELATION), fields.end(RELATION), word);
        }
        return isOne && fields.type(RELATION) == STRING;
    }
}
