package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Relation;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import java.time.Instant;
import java.util.Arrays;

/**
 * Events made in memory, each a function of its number and time: 200,000 credentials, one leaver in a hundred, a day of
 * accesses to protected systems. Cheap, so that what takes them is measured: most of an event is shared.
 */
final class GraphEvents {
    /** How many credentials there are; each is one member's. */
    static final int CREDENTIALS = 200_000;

    private static final int LEAVER_EVERY = 100;
    /** How many members leave. */
    static final int LEAVERS = CREDENTIALS / LEAVER_EVERY;

    /** In the past, so that the look-back's clock does not matter. */
    static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();

    /** Of the accesses' times. */
    static final long SPAN = 86_400_000L;

    /** What the obvious job calls a departure. */
    static final String RESIGNED = "RESIGNED";

    private static final String[] SYSTEMS = {"Contact Creator", "Organise"};
    private static final String[] ACTIONS = {"LOGIN", "SEARCH", "VIEW", "EXPORT"};
    private static final Place PLACE = new Place(InputKind.ACCESS, 0, "accesses", 0);
    private static final int LINE_ROOM = 512;
    private static final String LINE_END =
            "\",\"sourceIp\":\"198.51.100.7\",\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64) "
                    + "Firefox/128.0\",\"resource\":\"/wards/17/contacts\",\"recordsAffected\":3,\"region\":\"north\"}";
    private static final byte[] RAW = "x".repeat(355).getBytes(ISO_8859_1);
    private static final byte[] SHA256 = new byte[32];
    private static final String[] NAMES = new String[CREDENTIALS];
    private static final String[] SESSIONS = new String[1 << 16];
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    static {
        for (int i = 0; i < CREDENTIALS; i++) {
            NAMES[i] = BenchData.credential(i);
        }
        for (int i = 0; i < SESSIONS.length; i++) {
            SESSIONS[i] = "s-" + Long.toHexString(mix(i));
        }
    }

    private GraphEvents() {}

    /** An access; after a departure 97 % of a leaver's go to a colleague. */
    static AccessEvent access(long number, long time) {
        long draw = mix(number);
        int member = member(draw);
        if (hasLeft(member, time) && !isKept(draw)) {
            member++;
        }
        return event(
                eventId('a', number),
                number,
                time,
                NAMES[member],
                SYSTEMS[(int) (draw >>> 62) & 1],
                ACTIONS[(int) (draw >>> 59) & 3],
                (draw >>> 40) % 20 == 0 ? Outcome.DENIED : Outcome.SUCCESS,
                SESSIONS[(int) (draw >>> 24) & (SESSIONS.length - 1)]);
    }

    /** The same access as a line of some 350 bytes, read as far as it is when it travels. */
    static AccessLine line(long number, long time) {
        AccessEvent access = access(number, time);
        byte[] raw = new byte[LINE_ROOM];
        int at = put(raw, 0, "{\"eventId\":\"", access.eventId());
        at = put(raw, at, "\",\"occurredAt\":", Long.toString(time));
        at = put(raw, at, ",\"system\":\"", access.system());
        at = put(raw, at, "\",\"credentialId\":\"", access.credentialId());
        at = put(raw, at, "\",\"action\":\"", access.action());
        at = put(raw, at, "\",\"outcome\":\"", access.outcome().name());
        at = put(raw, at, "\",\"sessionId\":\"", access.sessionId());
        at = put(raw, at, LINE_END, "");
        return new AccessLine(access.credentialKey(), time, access.system(), PLACE, number, Arrays.copyOf(raw, at));
    }

    @SuppressWarnings("deprecation") // the one that copies single bytes without a detour; all text here is ASCII
    private static int put(byte[] line, int at, String name, String value) {
        name.getBytes(0, name.length(), line, at);
        value.getBytes(0, value.length(), line, at + name.length());
        return at + name.length() + value.length();
    }

    /** Whether the access of that number and time is a breach. */
    static boolean isBreach(long number, long time) {
        long draw = mix(number);
        return hasLeft(member(draw), time) && isKept(draw);
    }

    private static int member(long draw) {
        return (int) ((draw >>> 1) % CREDENTIALS);
    }

    private static boolean isKept(long draw) {
        return (draw >>> 20) % 100 < 3;
    }

    private static boolean hasLeft(int member, long time) {
        return member % LEAVER_EVERY == 0 && time >= departure(member / LEAVER_EVERY);
    }

    /** When a leaver leaves. */
    private static long departure(long leaver) {
        return START + Math.floorMod(mix(~leaver), SPAN);
    }

    /** A leaver's departure. */
    static MembershipEvent membership(long leaver) {
        long time = departure(leaver);
        return new MembershipEvent(
                "m-" + leaver,
                "member-" + leaver * LEAVER_EVERY,
                MembershipType.RESIGNED,
                time,
                false,
                false,
                Math.floorDiv(time, SPAN),
                time,
                time,
                null,
                "hr",
                null,
                origin("members", leaver));
    }

    /** A leaver's departure in the shape of an access, for a job that needs one type for both. */
    static AccessEvent departureEvent(long leaver) {
        return event(
                "m-" + leaver,
                leaver,
                departure(leaver),
                NAMES[(int) leaver * LEAVER_EVERY],
                "membership",
                RESIGNED,
                Outcome.SUCCESS,
                null);
    }

    /** A credential's link to its member. */
    static CredentialLink link(long credential) {
        return new CredentialLink(
                NAMES[(int) credential],
                "member-" + credential,
                Relation.OWNER,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                origin("links", credential));
    }

    private static AccessEvent event(
            String id,
            long number,
            long time,
            String name,
            String system,
            String action,
            Outcome outcome,
            String sessionId) {
        return new AccessEvent(
                id, time, false, system, name, action, outcome, sessionId, 3, origin("accesses", number), RAW);
    }

    private static Origin origin(String source, long position) {
        return new Origin(0, source, 0, position, SHA256);
    }

    private static String eventId(char kind, long number) {
        char[] id = new char[12];
        id[0] = kind;
        id[1] = '-';
        long rest = number;
        for (int i = id.length - 1; i > 1; i--, rest >>>= 4) {
            id[i] = HEX[(int) rest & 0xF];
        }
        return new String(id);
    }

    /** Spreads a number's bits: the finalizer of SplitMix64. */
    private static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
