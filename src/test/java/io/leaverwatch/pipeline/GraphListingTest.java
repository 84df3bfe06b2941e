package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Verdict;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

/** What savepoints depend on changes only on purpose. */
class GraphListingTest {
    @Test
    void hasTheUidsOfTheListedGraph() throws Exception {
        String uids = GraphListing.of(PolicyReader.defaults()).stream()
                .filter(t -> t.getUid() != null)
                .map(t -> t.getUid() + " | " + t.getName())
                .sorted()
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));
        try (InputStream listed = getClass().getResourceAsStream("/graph.txt")) {
            assertThat(uids).isEqualTo(new String(listed.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void seesThroughEveryTypeThatTravelsOrIsStored() {
        for (Class<?> type : List.of(
                MemberInput.class,
                CaseChange.class,
                CaseEvent.class,
                LedgerInput.class,
                CaseState.class,
                LedgerState.class,
                LedgerState.Posted.class,
                ToldUnder.Told.class,
                MemberTimelineFunction.EventCopies.class,
                MemberStates.Departures.class,
                MemberTimelineFunction.Sent.class,
                SightingStates.SightingState.class,
                SightingStates.InDoubt.class,
                Verdict.class)) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        }
    }
}
