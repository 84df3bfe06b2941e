package io.leaverwatch.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.reference.ReferenceResult.Alert;
import io.leaverwatch.reference.ReferenceResult.Fate;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the random histories hold, and what must be true of the model's answer for each. */
class RandomHistoryTest {

    private static final int SEEDS = 300;
    private static final int LEAST = 5;

    @Test
    void isTheSameForTheSameSeed() {
        for (long seed = 0; seed < 20; seed++) {
            RandomHistory one = RandomHistory.of(seed);
            RandomHistory other = RandomHistory.of(seed);
            assertThat(texts(one)).as("seed %d", seed).isEqualTo(texts(other));
            assertThat(one.policy().toJson(true)).isEqualTo(other.policy().toJson(true));
        }
    }

    /** Order does not matter: only positions may differ. */
    @Test
    void givesTheSameAnswerInAnyOrder() {
        for (long seed = 0; seed < 150; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            RandomHistory other = history.reordered(seed + 1);
            ReferenceResult one = ReferenceModel.judge(history.inputs(), history.policy());
            ReferenceResult two = ReferenceModel.judge(other.inputs(), other.policy());
            assertThat(withoutPositions(two)).as("%s", history).isEqualTo(withoutPositions(one));
            assertThat(two.incidents()).as("%s", history).containsExactlyInAnyOrderElementsOf(one.incidents());
            assertThat(two.departures()).as("%s", history).containsExactlyInAnyOrderElementsOf(one.departures());
            Map<Kind, Map<Fate, Integer>> counts = two.counts();
            counts.values().forEach(c -> c.merge(Fate.BLANK, -1, Integer::sum));
            assertThat(counts).as("%s", history).isEqualTo(one.counts());
        }
    }

    @Test
    void holdsEverythingOftenEnough() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomHistory history = RandomHistory.of(seed);
            ReferenceResult result = ReferenceModel.judge(history.inputs(), history.policy());
            count(result, seen);
        }
        List<String> wanted = new ArrayList<>(ReferencePolicy.RULE_IDS);
        wanted.addAll(ReferenceAlerts.SEVERITIES);
        wanted.addAll(List.of("OPEN", "EXEMPTED"));
        wanted.addAll(
                List.of("OWNER", "DELEGATE", "SERVICE", "DIRECT", "attribution LAST_HOLDER", "attribution differs"));
        wanted.addAll(List.of("system differs", "credential differs", "severity lowered"));
        wanted.addAll(List.of(
                "RECORDED_LATE",
                "NEAR_BOUNDARY",
                "DATE_ONLY",
                "ZONE_ASSUMED",
                "SESSION_PREDATES_DEPARTURE",
                "DELEGATE_CREDENTIAL",
                "SERVICE_CREDENTIAL",
                "LAST_HOLDER",
                "NO_LINK",
                "SHARED_CREDENTIAL"));
        wanted.addAll(List.of(
                "BREACHED", "ATTEMPTED_ONLY", "EXEMPTED_ONLY", "NONE_FOUND", "in doubt", "ended", "second departure"));
        for (Kind kind : Kind.values()) {
            for (Fate fate : Fate.values()) {
                if (kind == Kind.ACCESS || fate != Fate.NOT_CONCERNED) {
                    wanted.add(kind + " " + fate);
                }
            }
            wanted.add(kind + " conflict");
        }
        wanted.addAll(List.of(
                "dead: over 1 MiB",
                "dead: invalid UTF-8",
                "dead: not a JSON object",
                "dead: no JSON",
                "dead: eventId is missing",
                "dead: eventId is no JSON string",
                "dead: memberId is missing",
                "dead: system is missing",
                "dead: credentialId is missing",
                "dead: type is none of",
                "dead: relation is none of",
                "dead: outcome is none of",
                "dead: outcome is no JSON string",
                "dead: retracts is missing",
                "dead: effectiveAt is no time",
                "dead: recordedAt is no time",
                "dead: validFrom is no time",
                "dead: occurredAt is no time",
                "dead: occurredAt is missing",
                "dead: occurredAt needs a time of day",
                "dead: occurredAt is neither",
                "dead: validUntil is not after validFrom",
                "optional dead letter"));
        for (String one : wanted) {
            assertThat(seen.getOrDefault(one, 0)).as(one).isGreaterThanOrEqualTo(LEAST);
        }
    }

    private static Set<String> withoutPositions(ReferenceResult result) {
        Set<String> alerts = new HashSet<>();
        for (Alert alert : result.alerts()) {
            Set<String> evidence = new java.util.TreeSet<>();
            alert.evidence().forEach(e -> evidence.add(e.kind() + e.eventId() + e.sha256()));
            alerts.add(Story.brief(alert)
                    + alert.memberId()
                    + alert.departure()
                    + alert.accesses()
                    + alert.attribution()
                    + alert.system()
                    + alert.credentialId()
                    + alert.occurredAt()
                    + alert.exemptionReason()
                    + evidence);
        }
        return alerts;
    }

    private static void count(ReferenceResult result, Map<String, Integer> seen) {
        for (Alert alert : result.alerts()) {
            add(seen, alert.ruleId(), alert.severity(), alert.status());
            alert.caveats().forEach(c -> add(seen, c));
            String attribution = alert.attribution() == null ? "attribution differs" : alert.attribution();
            add(seen, attribution.equals("LAST_HOLDER") ? "attribution LAST_HOLDER" : attribution);
            if (alert.system() == null) {
                add(seen, "system differs");
            }
            if (alert.credentialId() == null) {
                add(seen, "credential differs");
            }
            if (alert.ruleId().equals("post-departure-burst")
                    && alert.severity().equals("HIGH")) {
                add(seen, "severity lowered");
            }
        }
        Set<String> members = new HashSet<>();
        for (ReferenceResult.DepartureRecord record : result.departures()) {
            add(seen, record.finding());
            if (!record.inDoubt().isEmpty()) {
                add(seen, "in doubt");
            }
            if (record.departure().until() != null) {
                add(seen, "ended");
            }
            if (!members.add(WhiteSpace.key(record.memberId()))) {
                add(seen, "second departure");
            }
        }
        for (ReferenceResult.Line line : result.lines()) {
            add(seen, line.kind() + " " + line.fate());
            if (line.conflict()) {
                add(seen, line.kind() + " conflict");
            }
            if (line.reason() != null) {
                add(seen, "dead: " + line.reason().replaceAll("( none of| neither|no JSON(?=:)).*", "$1"));
            }
        }
        seen.merge("optional dead letter", result.optionalDeadLetters().size(), Integer::sum);
    }

    private static void add(Map<String, Integer> seen, String... whats) {
        for (String what : whats) {
            seen.merge(what, 1, Integer::sum);
        }
    }

    private static List<String> texts(RandomHistory history) {
        List<String> texts = new ArrayList<>();
        List.of(
                        history.inputs().memberships(),
                        history.inputs().credentials(),
                        history.inputs().accesses())
                .forEach(files ->
                        files.forEach(f -> texts.add(f.name() + new String(f.content(), StandardCharsets.ISO_8859_1))));
        return texts;
    }
}
