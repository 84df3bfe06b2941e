package io.leaverwatch.pipeline;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.Collector;

/** What of an access was sent to cases. */
final class SentFacts {
    private SentFacts() {}

    /** Sends what differs from what was sent before of an access; gives what now is sent. */
    static List<Remembered.SentFact> send(
            AccessEvent access, List<Remembered.SentFact> before, Map<String, Fact> facts, Collector<CaseChange> out) {
        if (before.isEmpty() && facts.isEmpty()) {
            return List.of();
        }
        Map<String, Long> old = new HashMap<>();
        before.forEach(s -> old.put(s.caseKey(), s.fingerprint()));
        List<Remembered.SentFact> sent = new ArrayList<>();
        facts.forEach((caseKey, fact) -> {
            long fingerprint = fact.fingerprint();
            Long last = old.remove(caseKey);
            if (last == null || last != fingerprint) {
                out.collect(CaseChange.put(caseKey, fact));
            }
            sent.add(new Remembered.SentFact(caseKey, fingerprint));
        });
        old.keySet().forEach(caseKey -> out.collect(CaseChange.removeFact(caseKey, access.key())));
        return sent;
    }
}
