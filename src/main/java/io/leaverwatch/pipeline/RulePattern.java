package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Readiness;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Step;
import io.leaverwatch.pipeline.CaseEvent.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * A rule of the policy as a Flink CEP pattern over what case files say.
 *
 * <p>BEGIN frees what a former revision left: it breaks strict contiguity, and where contiguity is relaxed a
 * notFollowedBy names it. No {@code within}: stamps are not event time, so windows are conditions on occurredAt.
 * Stage names are stored in savepoints and never change.
 *
 * <pre>
 * denied-then-success, 3 denials:  BEGIN D1 D2 D3 D4 S1 D5 S2   gives   (D2 D3 D4 S1)
 * cross-system, once:              BEGIN A1 A2 B1 A3            gives   (A2 B1)
 * pre-departure-harvest:           BEGIN X1 X2 DEPARTED         gives   (X1 X2) if their records suffice
 * </pre>
 */
public final class RulePattern {
    static final String BEGIN = "begin";
    static final String DEPARTED = "departed";
    private static final String STEP = "step-";
    private static final String BROKEN = "broken-";

    /** One without a departure only ends what was before. */
    private static final SimpleCondition<CaseEvent> BEGINS =
            SimpleCondition.of(event -> event.kind() == Kind.BEGIN && event.departure() != null);

    private RulePattern() {}

    /** The name of a step's stage; a step of several accesses under relaxed contiguity has several stages. */
    static String stage(int stage) {
        return STEP + stage;
    }

    /** What of a case's events a rule looks at. */
    public static FilterFunction<CaseEvent> looksAt(Rule rule, int index) {
        return event -> Readiness.isArmed(event.armed(), index)
                && switch (event.kind()) {
                    case BEGIN -> !rule.isSingleAccess();
                    case DEPARTED -> rule.phase() == Rule.Phase.BEFORE;
                    case BEFORE, BREACH ->
                        Readiness.takes(rule, event.fact(), event.departure().start());
                    case END, REPORT, PUBLISHED -> false;
                };
    }

    /** The pattern of a rule over the events that {@link #looksAt} leaves. */
    public static Pattern<CaseEvent, ?> of(Rule rule) {
        if (rule.phase() == Rule.Phase.BEFORE) {
            return before(rule);
        }
        AfterMatchSkipStrategy skip = rule.overlapping() || rule.isSingleAccess()
                ? AfterMatchSkipStrategy.noSkip()
                : AfterMatchSkipStrategy.skipPastLastEvent();
        Pattern<CaseEvent, CaseEvent> pattern = null;
        if (rule.once()) {
            pattern = Pattern.<CaseEvent>begin(BEGIN, skip)
                    .where(BEGINS)
                    .notFollowedBy(BROKEN + BEGIN)
                    .where(is(Kind.BEGIN));
        }
        int stage = 0;
        for (Step step : rule.steps()) {
            int loops = rule.contiguous() ? 1 : step.times();
            for (int loop = 0; loop < loops; loop++) {
                pattern = appended(pattern, rule, step, stage, skip);
                if (rule.contiguous() && step.times() > 1) {
                    pattern = pattern.times(step.times()).consecutive();
                }
                stage++;
            }
        }
        return pattern;
    }

    private static Pattern<CaseEvent, CaseEvent> appended(
            Pattern<CaseEvent, CaseEvent> pattern, Rule rule, Step step, int stage, AfterMatchSkipStrategy skip) {
        IterativeCondition<CaseEvent> condition = new StepCondition(rule, step, stage);
        if (pattern == null) {
            return Pattern.<CaseEvent>begin(stage(stage), skip).where(condition);
        }
        if (stage == 0) {
            return pattern.followedByAny(stage(stage)).where(condition);
        }
        if (rule.contiguous()) {
            return pattern.next(stage(stage)).where(condition);
        }
        return pattern.notFollowedBy(BROKEN + stage)
                .where(new BreakCondition(rule))
                .followedBy(stage(stage))
                .where(condition);
    }

    private static Pattern<CaseEvent, ?> before(Rule rule) {
        return Pattern.<CaseEvent>begin(BEGIN, AfterMatchSkipStrategy.noSkip())
                .where(BEGINS)
                .next(stage(0))
                .where(is(Kind.BEFORE))
                .timesOrMore(rule.steps().get(0).times())
                .consecutive()
                .next(DEPARTED)
                .where(new EnoughRecords(rule));
    }

    private static SimpleCondition<CaseEvent> is(Kind kind) {
        return SimpleCondition.of(event -> event.kind() == kind);
    }

    /** A breach takes a step, in time for the match. */
    private static final class StepCondition extends IterativeCondition<CaseEvent> {
        private static final long serialVersionUID = 1L;
        private final Rule rule;
        private final Step step;
        private final int stage;

        StepCondition(Rule rule, Step step, int stage) {
            this.rule = rule;
            this.step = step;
            this.stage = stage;
        }

        @Override
        public boolean filter(CaseEvent event, Context<CaseEvent> context) throws Exception {
            if (event.kind() != Kind.BREACH) {
                return false;
            }
            AccessEvent access = event.fact().access();
            AccessEvent before = step.otherSystem() ? last(stage - 1, context) : null;
            if (!step.isTakenBy(access, before)) {
                return false;
            }
            // What is taken is dear to ask for, and an access alone is always in time.
            AccessEvent first = stage > 0 || step.times() > 1 ? first(context) : null;
            return first == null || rule.isInWindow(first, access);
        }
    }

    /** What ends a relaxed sequence: a new revision, or a breach after the window. */
    private static final class BreakCondition extends IterativeCondition<CaseEvent> {
        private static final long serialVersionUID = 1L;
        private final Rule rule;

        BreakCondition(Rule rule) {
            this.rule = rule;
        }

        @Override
        public boolean filter(CaseEvent event, Context<CaseEvent> context) throws Exception {
            if (event.kind() != Kind.BREACH) {
                return true;
            }
            AccessEvent first = first(context);
            return first != null && !rule.isInWindow(first, event.fact().access());
        }
    }

    /** The departure after accesses whose recordsAffected add up to enough. */
    private static final class EnoughRecords extends IterativeCondition<CaseEvent> {
        private static final long serialVersionUID = 1L;
        private final Rule rule;

        EnoughRecords(Rule rule) {
            this.rule = rule;
        }

        @Override
        public boolean filter(CaseEvent event, Context<CaseEvent> context) throws Exception {
            if (event.kind() != Kind.DEPARTED) {
                return false;
            }
            List<AccessEvent> taken = new ArrayList<>();
            context.getEventsForPattern(stage(0))
                    .forEach(before -> taken.add(before.fact().access()));
            return rule.hasEnoughRecords(taken);
        }
    }

    private static AccessEvent first(IterativeCondition.Context<CaseEvent> context) throws Exception {
        Iterator<CaseEvent> taken = context.getEventsForPattern(stage(0)).iterator();
        return taken.hasNext() ? taken.next().fact().access() : null;
    }

    private static AccessEvent last(int stage, IterativeCondition.Context<CaseEvent> context) throws Exception {
        AccessEvent last = null;
        for (CaseEvent event : context.getEventsForPattern(stage(stage))) {
            last = event.fact().access();
        }
        return last;
    }

    /** The accesses of a match in order: its stages are numbered. */
    static List<CaseEvent> accesses(Map<String, List<CaseEvent>> match) {
        List<CaseEvent> accesses = new ArrayList<>();
        for (int stage = 0; match.containsKey(stage(stage)); stage++) {
            accesses.addAll(match.get(stage(stage)));
        }
        return accesses;
    }
}
