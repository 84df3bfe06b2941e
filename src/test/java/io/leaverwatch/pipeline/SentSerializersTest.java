package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.AttributionKind;
import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Caveat;
import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Exemption;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Relation;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Sighting;
import io.leaverwatch.types.PackedLinks;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators send to each other arrives as it was, in every component. */
class SentSerializersTest {
    private static final Origin ORIGIN = new Origin(300, "t\u00f6pic", -1, Long.MAX_VALUE, new byte[32]);
    private static final MembershipEvent ODD = new MembershipEvent(
            "\ud800 half",
            " M\u00e9mber ",
            MembershipType.REINSTATED,
            Long.MIN_VALUE,
            true,
            true,
            -1,
            Long.MAX_VALUE,
            0,
            "m-0",
            null,
            "why?",
            ORIGIN);
    private static final CredentialLink LINK =
            new CredentialLink("\u4e00", "", Relation.DELEGATE, Long.MIN_VALUE, Long.MAX_VALUE, ORIGIN);
    private static final Departure OPEN = new Departure(Samples.resigned(), -1, Long.MAX_VALUE, null);
    private static final Departure CLOSED = new Departure(ODD, Long.MIN_VALUE, 7, Samples.reinstated(7));
    private static final Fact FACT =
            new Fact(true, Samples.access(1, -5, Outcome.ERROR), AttributionKind.LAST_HOLDER, -1, List.of(), null);
    private static final Fact EXEMPTED = new Fact(
            false,
            Samples.access(2, 5),
            AttributionKind.OWNER,
            3,
            List.of(LINK, Samples.link()),
            new Exemption(null, "c", Set.of("Organise"), 0, Long.MAX_VALUE, "handover", null));
    private static final Seen SEEN = new Seen("e", "c", "Organise", Long.MIN_VALUE, "EXPORT", Outcome.DENIED);

    private static final CaseReport REPORT = new CaseReport(
            CLOSED,
            Long.MAX_VALUE,
            0,
            3,
            BigInteger.TWO.pow(70),
            List.of("b", "\u00e9"),
            SEEN,
            null,
            List.of(SEEN),
            true);
    private static final CaseReport EMPTY_REPORT =
            new CaseReport(OPEN, 0, 0, 0, BigInteger.ZERO, List.of(), null, SEEN, List.of(), false);
    private static final Published READ_BACK =
            new Published(Published.Kind.DEPARTURE, "id", "case", true, new byte[] {0, -1});

    static Stream<CaseChange> changes() {
        return Stream.of(
                CaseChange.put(OPEN),
                CaseChange.put(CLOSED),
                CaseChange.removeDeparture(Samples.CASE),
                CaseChange.put(Samples.CASE, FACT),
                CaseChange.put(Samples.CASE, EXEMPTED),
                CaseChange.removeFact(Samples.CASE, "a\0b"),
                CaseChange.put(Samples.CASE, "c", new Sighting(null, false, null, null, List.of())),
                CaseChange.put(Samples.CASE, "c", new Sighting("C", true, SEEN, SEEN, List.of(SEEN, SEEN))),
                CaseChange.removeSighting(Samples.CASE, "c"),
                CaseChange.of(new Published(Published.Kind.values()[0], "id", "case", true, new byte[] {1, 2})),
                CaseChange.of(new Published(Published.Kind.values()[1], "id", "case", false, null)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void ofCaseChanges(CaseChange change) throws IOException {
        assertArrives(change, CaseChangeSerializer.INSTANCE);
    }

    static Stream<CredentialUpdate> updates() {
        return Stream.of(
                new CredentialUpdate("c", "m", PackedLinks.NONE, List.of()),
                new CredentialUpdate("\u00e9", "m", PackedLinks.of(LINK, Samples.link()), List.of(CLOSED, OPEN)));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void ofCredentialUpdates(CredentialUpdate update) throws IOException {
        assertArrives(update, CredentialUpdateSerializer.INSTANCE);
    }

    static Stream<MemberInput> inputs() {
        return Stream.of(
                new MemberInput(ODD, null), new MemberInput(Samples.retraction(), null), new MemberInput(null, LINK));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void ofMemberInputs(MemberInput input) throws IOException {
        assertArrives(input, MemberInputSerializer.INSTANCE);
    }

    static Stream<CaseEvent> events() {
        return Stream.of(
                CaseEvent.of(CaseEvent.Kind.BEGIN, Samples.CASE, 1, -1, OPEN),
                CaseEvent.of(CaseEvent.Kind.BEFORE, Samples.CASE, Long.MAX_VALUE, 0, CLOSED, EXEMPTED),
                CaseEvent.of(CaseEvent.Kind.DEPARTED, "\u4e00", 2, 1, CLOSED),
                CaseEvent.of(CaseEvent.Kind.BREACH, Samples.CASE, 3, 1, OPEN, FACT),
                CaseEvent.of(CaseEvent.Kind.END, Samples.CASE, 3, 1, OPEN, REPORT),
                CaseEvent.of(CaseEvent.Kind.REPORT, Samples.CASE, 3, 1, OPEN, EMPTY_REPORT),
                CaseEvent.of(READ_BACK));
    }

    @ParameterizedTest
    @MethodSource("events")
    void ofCaseEvents(CaseEvent event) throws IOException {
        assertArrives(event, CaseEventSerializer.INSTANCE);
    }

    static Stream<LedgerInput> ledgerInputs() {
        Alert one = new Alert(
                "id",
                "a-rule",
                Severity.CRITICAL,
                Alert.Status.OPEN,
                "m",
                "c",
                AttributionKind.DIRECT,
                "Organise",
                Long.MIN_VALUE,
                -1,
                CLOSED,
                List.of(Samples.access(1, -5, Outcome.ERROR)),
                true,
                List.of(Caveat.values()),
                "political opinions",
                List.of("T1078", "T1213"),
                List.of(
                        new Evidence("link", null, ORIGIN),
                        new Evidence("access", "\ud800", Samples.resigned().origin())),
                null,
                null);
        Alert several = new Alert(
                "\u00e9",
                "b-rule",
                Severity.LOW,
                Alert.Status.WITHDRAWN,
                "m",
                null,
                null,
                null,
                5,
                Long.MAX_VALUE,
                OPEN,
                List.of(Samples.access(1, 5), Samples.access(2, 5)),
                false,
                List.of(),
                null,
                List.of(),
                List.of(),
                EXEMPTED.exemption(),
                "it never was");
        return Stream.of(
                new LedgerInput(Samples.CASE, 1, one, null, false, null),
                new LedgerInput(Samples.CASE, Long.MAX_VALUE, several, null, false, null),
                new LedgerInput("\u4e00", 2, null, REPORT, true, null),
                new LedgerInput(Samples.CASE, 2, null, EMPTY_REPORT, false, null),
                new LedgerInput(Samples.CASE, 0, null, null, false, READ_BACK));
    }

    @ParameterizedTest
    @MethodSource("ledgerInputs")
    void ofLedgerInputs(LedgerInput input) throws IOException {
        assertArrives(input, LedgerInputSerializer.INSTANCE);
    }

    private static <T> void assertArrives(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(serializer.deserialize(in)).usingRecursiveComparison().isEqualTo(value);
        assertThat(in.available()).isZero();
    }
}
