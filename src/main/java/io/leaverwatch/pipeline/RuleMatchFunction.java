package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Alerts;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Rule;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/** Makes a match of a rule its alert. */
public final class RuleMatchFunction extends PatternProcessFunction<CaseEvent, LedgerInput> {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final Policy policy;

    /** For matches of this rule. */
    public RuleMatchFunction(Rule rule, Policy policy) {
        this.rule = rule;
        this.policy = policy;
    }

    @Override
    public void processMatch(Map<String, List<CaseEvent>> match, Context ctx, Collector<LedgerInput> out) {
        List<CaseEvent> accesses = RulePattern.accesses(match);
        CaseEvent last = accesses.get(accesses.size() - 1);
        Alert alert = Alerts.of(
                rule, last.departure(), accesses.stream().map(CaseEvent::fact).toList(), policy);
        out.collect(LedgerInput.match(last, alert));
    }
}
