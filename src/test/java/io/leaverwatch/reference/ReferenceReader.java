package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceEvents.Access;
import io.leaverwatch.reference.ReferenceEvents.Event;
import io.leaverwatch.reference.ReferenceEvents.Link;
import io.leaverwatch.reference.ReferenceEvents.Membership;
import io.leaverwatch.reference.ReferenceEvents.Origin;
import io.leaverwatch.reference.ReferenceFields.Dead;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One raw line to what it says. */
final class ReferenceReader {

    static final int MOST_BYTES = 1024 * 1024;

    private static final List<String> TYPES =
            List.of("RESIGNED", "EXPELLED", "LAPSED", "SUSPENDED", "REINSTATED", "RETRACTED");
    private static final List<String> RELATIONS = List.of("OWNER", "DELEGATE", "SERVICE");
    private static final List<String> OUTCOMES = List.of("SUCCESS", "DENIED", "ERROR");

    private final ReferencePolicy policy;

    ReferenceReader(ReferencePolicy policy) {
        this.policy = policy;
    }

    /**
     * What became of a line; exactly one of blank, dead, event and notProtected is set.
     *
     * @param event not null where the line counts, or would but for a redelivery
     * @param dead the reason; else null
     * @param notProtected an access whose other fields are in order
     * @param systemIsOther the system can be read and is not protected
     * @param credentialKey where the credentialId can be read; else null
     */
    record Reading(
            Origin origin,
            boolean blank,
            String dead,
            Event event,
            boolean notProtected,
            boolean systemIsOther,
            String credentialKey) {}

    Reading read(ReferenceResult.Kind kind, ReferenceInputs.Line line, int order) {
        byte[] bytes = line.bytes();
        Origin origin = new Origin(line.source(), line.position(), order, sha256(bytes));
        String text = null;
        Map<?, ?> fields;
        try {
            if (bytes.length > MOST_BYTES) {
                throw new Dead("over 1 MiB");
            }
            text = decode(bytes);
            // Interpretation: a line of White_Space alone is blank, also of such as JSON does not allow between its
            // tokens.
            if (WhiteSpace.isBlank(text)) {
                return new Reading(origin, true, null, null, false, false, null);
            }
            fields = object(text);
        } catch (Dead e) {
            return unreadable(kind, origin, bytes, e.getMessage());
        }
        return judge(kind, origin, new ReferenceFields(fields));
    }

    private Reading judge(ReferenceResult.Kind kind, Origin origin, ReferenceFields fields) {
        String system = fields.optional("system");
        String credential = fields.optional("credentialId");
        boolean isAccess = kind == ReferenceResult.Kind.ACCESS;
        boolean other = isAccess && system != null && policy.protectedName(system) == null;
        String key = isAccess && credential != null ? WhiteSpace.key(credential) : null;
        try {
            Event event = switch (kind) {
                case MEMBERSHIP -> membership(origin, fields);
                case CREDENTIAL -> link(origin, fields);
                case ACCESS -> access(origin, fields);
            };
            // Interpretation: an access to another system is never compared for redelivery.
            return new Reading(origin, false, null, other ? null : event, other, other, key);
        } catch (Dead e) {
            return new Reading(origin, false, e.getMessage(), null, false, other, key);
        }
    }

    private Membership membership(Origin origin, ReferenceFields fields) throws Dead {
        String eventId = fields.required("eventId");
        String memberId = WhiteSpace.trim(fields.required("memberId"));
        String type = fields.word("type", TYPES, null);
        boolean retracted = type.equals("RETRACTED");
        ReferenceTime effectiveAt = retracted ? fields.time("effectiveAt") : fields.requiredTime("effectiveAt");
        ReferenceTime recordedAt = fields.time("recordedAt");
        String retracts = retracted ? fields.required("retracts") : null;
        // Interpretation: a departing type takes effect at the end of its day whether or not the policy lets it depart;
        // a RETRACTED with a date alone is read as its start.
        boolean departing = ReferencePolicy.DEPARTING_TYPES.contains(type);
        Instant start = effectiveAt == null ? null : effectiveAt.atStart(policy.zone);
        Instant effective = effectiveAt == null ? null : departing ? effectiveAt.atEnd(policy.zone) : start;
        Instant recorded = recordedAt == null ? null : recordedAt.atStart(policy.zone);
        String feed = fields.optional("source");
        return new Membership(
                origin,
                eventId,
                memberId,
                type,
                effectiveAt,
                effective,
                recorded == null ? effective : recorded,
                recorded == null ? start : recorded,
                retracts,
                feed == null ? null : WhiteSpace.key(feed));
    }

    private Link link(Origin origin, ReferenceFields fields) throws Dead {
        String credentialId = WhiteSpace.trim(fields.required("credentialId"));
        String memberId = WhiteSpace.trim(fields.required("memberId"));
        String relation = fields.word("relation", RELATIONS, "OWNER");
        ReferenceTime validFrom = fields.time("validFrom");
        ReferenceTime validUntil = fields.time("validUntil");
        Instant from = validFrom == null ? null : validFrom.atStart(policy.zone);
        Instant until = validUntil == null ? null : validUntil.atStart(policy.zone);
        if (from != null && until != null && !until.isAfter(from)) {
            throw new Dead("validUntil is not after validFrom");
        }
        return new Link(origin, credentialId, memberId, relation, from, until);
    }

    private Access access(Origin origin, ReferenceFields fields) throws Dead {
        String eventId = fields.required("eventId");
        ReferenceTime occurredAt = fields.requiredTime("occurredAt");
        if (occurredAt.isDateOnly()) {
            throw new Dead("occurredAt needs a time of day");
        }
        String system = fields.required("system");
        String credentialId = WhiteSpace.trim(fields.required("credentialId"));
        String action = fields.optional("action");
        String outcome = fields.word("outcome", OUTCOMES, "SUCCESS");
        return new Access(
                origin,
                eventId,
                credentialId,
                occurredAt.atStart(policy.zone),
                occurredAt.assumesZone(),
                policy.protectedName(system),
                action == null ? "ACCESS" : WhiteSpace.trim(action).toUpperCase(Locale.ROOT),
                outcome,
                fields.optional("sessionId"),
                fields.records("recordsAffected"));
    }

    /**
     * A line that is no JSON object. Interpretation: a reader that finds a system or a credential in it by looking only at bytes may go by that, so it is looked for in the same
     * generous way.
     */
    private Reading unreadable(ReferenceResult.Kind kind, Origin origin, byte[] bytes, String reason) {
        if (kind != ReferenceResult.Kind.ACCESS) {
            return new Reading(origin, false, reason, null, false, false, null);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<String> systems = found("system", text);
        List<String> credentials = found("credentialId", text);
        boolean other = !systems.isEmpty() && systems.stream().allMatch(s -> policy.protectedName(s) == null);
        String key = credentials.size() == 1 ? WhiteSpace.key(credentials.get(0)) : null;
        return new Reading(origin, false, reason, null, false, other, key);
    }

    private static List<String> found(String name, String text) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(text);
        return matcher.results()
                .map(r -> r.group(1))
                .filter(s -> !WhiteSpace.isBlank(s))
                .toList();
    }

    private static Map<?, ?> object(String text) throws Dead {
        try {
            if (ReferenceJson.read(text) instanceof Map<?, ?> fields) {
                return fields;
            }
        } catch (ReferenceJson.NotJson e) {
            throw new Dead("no JSON: " + e.getMessage());
        }
        throw new Dead("not a JSON object");
    }

    private static String decode(byte[] bytes) throws Dead {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Dead("invalid UTF-8");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
