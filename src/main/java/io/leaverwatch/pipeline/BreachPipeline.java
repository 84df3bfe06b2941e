package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.TextSerializer;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * The graph. Live, replay and tests hand it streams and take its verdicts; where these come from and go to is theirs.
 *
 * <pre>
 * membership events ─┐
 * credential links  ─┴ by member ─► member timeline ── by credential ─┐
 *                                         │                           ▼
 * accesses ──────────────────────── by credential ─────────────► breach join
 *                                         │ departures                │ facts
 *                                         └────────── by case ────────┴─► case file ─► rules (CEP) ─► alert ledger ─►
 * </pre>
 */
public final class BreachPipeline {
    private BreachPipeline() {}

    /**
     * Builds the graph.
     *
     * @param memberships in any order, redelivered or not; watermarks play no part
     * @param links as memberships
     * @param accesses to protected systems; as memberships
     * @return alerts, incidents and departure records, each the newest state of its id
     */
    public static DataStream<Verdict> build(
            DataStream<MembershipEvent> memberships,
            DataStream<CredentialLink> links,
            DataStream<CarriedAccess> accesses,
            Policy policy,
            PipelineMode mode) {
        return build(memberships, links, accesses, null, policy, mode);
    }

    /**
     * As above, for outputs that outlive an attempt of the job which has to be taken back: they are read back, and what
     * does not hold is withdrawn.
     *
     * @param published the outputs that verdicts went to; null where they are not read back
     */
    public static DataStream<Verdict> build(
            DataStream<MembershipEvent> memberships,
            DataStream<CredentialLink> links,
            DataStream<CarriedAccess> accesses,
            DataStream<Published> published,
            Policy policy,
            PipelineMode mode) {
        SingleOutputStreamOperator<CredentialUpdate> updates = memberTimeline(memberships, links, policy, mode);
        DataStream<CaseChange> facts = breachJoin(updates, accesses, policy, mode);
        DataStream<CaseChange> departures = updates.getSideOutput(MemberTimelineFunction.DEPARTURES);
        DataStream<CaseChange> changes = departures.union(facts);
        DataStream<CaseEvent> caseEvents =
                caseFile(published == null ? changes : changes.union(readBack(published, mode)), policy, mode);
        return alertLedger(matches(caseEvents, policy, mode), policy, mode);
    }

    /** What was said goes through the case file, so that it meets the ledger in the place of its case. */
    private static DataStream<CaseChange> readBack(DataStream<Published> published, PipelineMode mode) {
        return Flushing.CALM.of(
                published
                        .map(CaseChange::of)
                        .returns(CaseChangeSerializer.TYPE)
                        .uid(OperatorIds.PUBLISHED_INPUT)
                        .name(OperatorIds.PUBLISHED_INPUT),
                mode);
    }

    private static SingleOutputStreamOperator<CredentialUpdate> memberTimeline(
            DataStream<MembershipEvent> memberships,
            DataStream<CredentialLink> links,
            Policy policy,
            PipelineMode mode) {
        // As many subtasks as their inputs have, so that they are chained to them.
        DataStream<MemberInput> events = Flushing.CALM.of(
                memberships
                        .map(e -> new MemberInput(e, null))
                        .returns(MemberInputSerializer.TYPE)
                        .setParallelism(memberships.getParallelism())
                        .uid(OperatorIds.MEMBERSHIP_INPUT)
                        .name(OperatorIds.MEMBERSHIP_INPUT),
                mode);
        DataStream<MemberInput> ownerships = Flushing.CALM.of(
                links.map(l -> new MemberInput(null, l))
                        .returns(MemberInputSerializer.TYPE)
                        .setParallelism(links.getParallelism())
                        .uid(OperatorIds.LINK_INPUT)
                        .name(OperatorIds.LINK_INPUT),
                mode);
        return Flushing.CALM.of(
                events.union(ownerships)
                        .keyBy(MemberInput::memberKey, TextSerializer.TYPE)
                        .transform(
                                OperatorIds.MEMBER_TIMELINE,
                                CredentialUpdateSerializer.TYPE,
                                new PolicyBoundOperator<>(new MemberTimelineFunction(policy), policy.version()))
                        .uid(OperatorIds.MEMBER_TIMELINE),
                mode);
    }

    private static DataStream<CaseChange> breachJoin(
            DataStream<CredentialUpdate> updates,
            DataStream<CarriedAccess> accesses,
            Policy policy,
            PipelineMode mode) {
        return Flushing.AT_ONCE.of(
                updates.keyBy(CredentialUpdate::credentialKey, TextSerializer.TYPE)
                        .connect(accesses.keyBy(CarriedAccess::credentialKey, TextSerializer.TYPE))
                        .transform(
                                OperatorIds.BREACH_JOIN,
                                CaseChangeSerializer.TYPE,
                                new BreachJoinOperator(new BreachJoinFunction(policy, mode), policy.version(), mode))
                        .uid(OperatorIds.BREACH_JOIN),
                mode);
    }

    private static DataStream<CaseEvent> caseFile(DataStream<CaseChange> changes, Policy policy, PipelineMode mode) {
        return changes.keyBy(CaseChange::caseKey)
                .transform(
                        OperatorIds.CASE_FILE,
                        CaseEventSerializer.TYPE,
                        new PolicyBoundOperator<>(new CaseFileFunction(policy, mode), policy.version()))
                .uid(OperatorIds.CASE_FILE)
                .transform(OperatorIds.CASE_CLOCK, CaseEventSerializer.TYPE, new CaseClock(mode))
                .uid(OperatorIds.CASE_CLOCK);
    }

    /** Each rule's matches and, beside them, the ends of the transmissions that gave them, reports, and what was read back. */
    private static DataStream<LedgerInput> matches(DataStream<CaseEvent> caseEvents, Policy policy, PipelineMode mode) {
        DataStream<LedgerInput> inputs = Flushing.AT_ONCE.of(
                caseEvents
                        .flatMap(BreachPipeline::pastRules)
                        .returns(LedgerInputSerializer.TYPE)
                        .uid(OperatorIds.CASE_REPORTS)
                        .name(OperatorIds.CASE_REPORTS),
                mode);
        List<Rule> rules = policy.enabledRules();
        for (int i = 0; i < rules.size(); i++) {
            inputs = inputs.union(Flushing.AT_ONCE.of(matches(caseEvents, rules.get(i), i, policy), mode));
        }
        return inputs;
    }

    private static void pastRules(CaseEvent event, Collector<LedgerInput> out) {
        LedgerInput input = LedgerInput.pastRules(event);
        if (input != null) {
            out.collect(input);
        }
    }

    private static SingleOutputStreamOperator<LedgerInput> matches(
            DataStream<CaseEvent> caseEvents, Rule rule, int index, Policy policy) {
        DataStream<CaseEvent> lookedAt = caseEvents
                .filter(RulePattern.looksAt(rule, index))
                .uid(OperatorIds.select(rule))
                .name(OperatorIds.select(rule));
        return CEP.pattern(byCase(lookedAt), RulePattern.of(rule))
                .inEventTime()
                .process(new RuleMatchFunction(rule, policy), LedgerInputSerializer.TYPE)
                .uid(OperatorIds.detect(rule))
                .name(OperatorIds.DETECT + rule.id());
    }

    private static DataStream<Verdict> alertLedger(DataStream<LedgerInput> inputs, Policy policy, PipelineMode mode) {
        return Flushing.AT_ONCE.of(
                DataStreamUtils.reinterpretAsKeyedStream(inputs, LedgerInput::caseKey)
                        .process(new AlertLedgerFunction(policy, mode), TypeInformation.of(Verdict.class))
                        .uid(OperatorIds.ALERT_LEDGER)
                        .name(OperatorIds.ALERT_LEDGER),
                mode);
    }

    /** Case file, rules and ledger have one key and one parallelism: nothing needs to be sent elsewhere between them. */
    private static KeyedStream<CaseEvent, String> byCase(DataStream<CaseEvent> caseEvents) {
        return DataStreamUtils.reinterpretAsKeyedStream(caseEvents, CaseEvent::caseKey);
    }
}
