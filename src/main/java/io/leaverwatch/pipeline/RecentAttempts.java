package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseAttempts;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attempts of the cases that grew last, so that a case that grows by one fact after the other is not read whole for each.
 * Nothing that has to be kept: what is not here is made again of the case's facts.
 */
final class RecentAttempts {
    private static final int MOST_FACTS = 100_000;

    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75F, true);
    private long facts;

    private record Kept(long revision, CaseAttempts attempts, int size) {}

    /** Those of a case in that revision; null where they are not here. */
    CaseAttempts take(String caseKey, long revision) {
        Kept found = kept.remove(caseKey);
        if (found == null) {
            return null;
        }
        facts -= found.size();
        return found.revision() == revision ? found.attempts() : null;
    }

    /** Keeps those of a case, and lets those go that were not asked for longest. */
    void put(String caseKey, long revision, CaseAttempts attempts) {
        take(caseKey, revision);
        int size = attempts.size();
        if (size == 0) {
            // Most departures never have a fact, and these are made again at once.
            return;
        }
        kept.put(caseKey, new Kept(revision, attempts, size));
        facts += size;
        var oldest = kept.values().iterator();
        while (facts > MOST_FACTS) {
            facts -= oldest.next().size();
            oldest.remove();
        }
    }
}
