package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseAttempts;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.Readiness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which rules each fact of a case is for: a relaxed rule is given only the facts that its matches rest on. */
final class RelaxedFeed {
    private final Readiness readiness;
    private final RecentAttempts recent = new RecentAttempts();
    private final boolean isKept;

    /** @param mode in replay, each case is told once and nothing is kept of it */
    RelaxedFeed(Readiness readiness, PipelineMode mode) {
        this.readiness = readiness;
        this.isKept = !mode.isReplay();
    }

    /**
     * A fact, and the rules that it is told to.
     *
     * @param armed as {@link Readiness#armed}
     */
    record Told(Fact fact, long armed) {}

    /** What may be read if it is needed. */
    interface Facts {
        List<Fact> sorted() throws Exception;
    }

    /**
     * All facts of a revision.
     *
     * @param sorted in event-time order
     * @return the rules for each
     */
    long[] ofRevision(String caseKey, long revision, List<Fact> sorted, long armed, long departureStart) {
        long[] each = new long[sorted.size()];
        Arrays.fill(each, armed & ~readiness.relaxed());
        if (readiness.relaxed() == 0) {
            return each;
        }
        CaseAttempts attempts = readiness.noAttempts(departureStart);
        for (Fact fact : sorted) {
            for (CaseAttempts.Ended match : attempts.add(fact)) {
                match.facts().forEach(looked -> each[looked.place()] |= 1L << match.rule());
            }
        }
        if (isKept) {
            recent.put(caseKey, revision, attempts);
        }
        return each;
    }

    /** Of a case that ends. */
    void forget(String caseKey) {
        recent.take(caseKey, 0);
    }

    /**
     * One that came behind all others of the revision. Where it ends a match of a relaxed rule, that rule is told the match's
     * earlier facts before: it has not seen them, since matches do not overlap.
     *
     * @param facts all, with this one
     */
    List<Told> ofAppended(String caseKey, long revision, Fact fact, long armed, long departureStart, Facts facts)
            throws Exception {
        if (readiness.relaxed() == 0) {
            return List.of(new Told(fact, armed));
        }
        long plain = armed & ~readiness.relaxed();
        CaseAttempts attempts = recent.take(caseKey, revision);
        if (attempts == null && !readiness.mayEndMatch(fact, departureStart)) {
            return List.of(new Told(fact, plain));
        }
        if (attempts == null) {
            attempts = readiness.noAttempts(departureStart);
            for (Fact before : facts.sorted()) {
                if (before.compareTo(fact) < 0) {
                    attempts.add(before);
                }
            }
        }
        List<Told> told = new ArrayList<>();
        for (CaseAttempts.Ended match : attempts.add(fact)) {
            long rule = 1L << match.rule();
            for (CaseAttempts.Looked before :
                    match.facts().subList(0, match.facts().size() - 1)) {
                told.add(new Told(before.fact(), rule));
            }
            plain |= rule;
        }
        recent.put(caseKey, revision, attempts);
        told.add(new Told(fact, plain));
        return told;
    }
}
