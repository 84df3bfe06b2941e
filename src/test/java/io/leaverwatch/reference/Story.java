package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceResult.Fate;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A history told in a few lines. In the JSON of its methods an apostrophe stands for a quotation mark; where nothing else is said, it is about member-0417, whose credential is
 * fern@example.org.
 */
final class Story {

    final ReferencePolicy policy = new ReferencePolicy();
    private final List<String> memberships = new ArrayList<>();
    private final List<String> credentials = new ArrayList<>();
    private final List<String> accesses = new ArrayList<>();

    Story membershipLine(String line) {
        memberships.add(line);
        return this;
    }

    Story linkLine(String line) {
        credentials.add(line);
        return this;
    }

    Story accessLine(String line) {
        accesses.add(line);
        return this;
    }

    /** Extra fields begin with a comma. */
    Story membership(String eventId, String type, String effectiveAt, String... extra) {
        return membershipLine(json("{'memberId':'member-0417','eventId':'" + eventId + "','type':'" + type
                + "','effectiveAt':'" + effectiveAt + "'" + String.join("", extra) + "}"));
    }

    Story resigned(String eventId, String effectiveAt, String... extra) {
        return membership(eventId, "RESIGNED", effectiveAt, extra);
    }

    Story reinstated(String eventId, String effectiveAt, String... extra) {
        return membership(eventId, "REINSTATED", effectiveAt, extra);
    }

    Story retracted(String eventId, String retracts, String... extra) {
        return membershipLine(json("{'memberId':'member-0417','eventId':'" + eventId
                + "','type':'RETRACTED','retracts':'" + retracts + "'" + String.join("", extra) + "}"));
    }

    Story link(String... extra) {
        return linkLine(
                json("{'credentialId':'fern@example.org','memberId':'member-0417'" + String.join("", extra) + "}"));
    }

    Story access(String eventId, String occurredAt, String... extra) {
        return accessLine(json("{'credentialId':'fern@example.org','system':'Contact Creator','eventId':'" + eventId
                + "','occurredAt':'" + occurredAt + "'" + String.join("", extra) + "}"));
    }

    static String json(String apostrophes) {
        return apostrophes.replace('\'', '"');
    }

    ReferenceInputs inputs() {
        return ReferenceInputs.ofLines(memberships, credentials, accesses);
    }

    ReferenceResult judge() {
        return ReferenceModel.judge(inputs(), policy);
    }

    /** Each alert as "rule severity status departure [accesses] [caveats]", sorted. */
    List<String> alerts() {
        return judge().alerts().stream().map(Story::brief).sorted().toList();
    }

    /** The same of one rule. */
    List<String> alertsOf(String ruleId) {
        return alerts().stream().filter(a -> a.startsWith(ruleId + " ")).toList();
    }

    /** The caveats of the only alert. */
    List<String> caveats() {
        List<ReferenceResult.Alert> alerts = judge().alerts();
        if (alerts.size() != 1) {
            throw new AssertionError("one alert expected, not " + alerts());
        }
        return List.copyOf(alerts.get(0).caveats());
    }

    /** The fates of the lines of a kind, in their order. */
    List<Fate> fates(Kind kind) {
        return judge().lines().stream()
                .filter(l -> l.kind() == kind)
                .map(ReferenceResult.Line::fate)
                .toList();
    }

    /** Each departure as "event [start, until)", in the model's order. */
    List<String> departures() {
        return judge().departures().stream()
                .map(d -> d.departure().eventId() + " [" + d.departure().effectiveAt() + ", "
                        + (d.departure().until() == null ? "" : d.departure().until()) + ")")
                .toList();
    }

    static String brief(ReferenceResult.Alert alert) {
        return alert.ruleId() + " " + alert.severity() + " " + alert.status() + " "
                + alert.departure().eventId() + " "
                + alert.accesses().stream()
                        .map(ReferenceResult.AccessRef::eventId)
                        .toList() + " " + alert.caveats();
    }
}
