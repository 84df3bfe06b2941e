package io.leaverwatch.bench;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.CredentialView;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.Fact;
import io.leaverwatch.domain.MemberView;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.pipeline.PipelineMode;
import io.leaverwatch.pipeline.Remembered;
import io.leaverwatch.pipeline.RememberedSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the look-back costs for one access: judging it, and writing and reading it as RocksDB does. */
@State(Scope.Thread)
public class LookBackBenchmark {
    private static final int ROOM = 1024;

    private final Policy policy = PolicyReader.read(null);
    private final MembershipEvent resigned = GraphEvents.membership(0);
    private final String credential = BenchData.credential(0);
    private final CredentialView view = new CredentialView(credential, members(), policy);
    private final AccessEvent before = accessOfLeaver(-1);
    private final AccessEvent after = accessOfLeaver(1);
    private final DataOutputSerializer out = new DataOutputSerializer(ROOM);
    private final DataInputDeserializer in = new DataInputDeserializer();

    private Map<String, MemberView> members() {
        Departure departure = new Departure(resigned, resigned.effectiveAt(), Long.MAX_VALUE, null);
        return Map.of(resigned.memberKey(), new MemberView(List.of(GraphEvents.link(0)), List.of(departure)));
    }

    private AccessEvent accessOfLeaver(long hours) {
        AccessEvent any = GraphEvents.access(1, 0);
        return new AccessEvent(
                any.eventId(),
                resigned.effectiveAt() + hours * 3_600_000L,
                false,
                any.system(),
                credential,
                any.action(),
                any.outcome(),
                any.sessionId(),
                any.recordsAffected(),
                any.origin(),
                any.raw());
    }

    /** An access before the departure. */
    @Benchmark
    public Map<String, Fact> judgeBefore() {
        return view.judge(before, Long.MAX_VALUE);
    }

    /** A breach. */
    @Benchmark
    public Map<String, Fact> judgeBreach() {
        Map<String, Fact> facts = view.judge(after, Long.MAX_VALUE);
        if (facts.size() != 1) {
            throw new IllegalStateException("no breach");
        }
        return facts;
    }

    /** Packed, written, read and unpacked again. */
    @Benchmark
    public AccessEvent roundTrip() throws IOException {
        out.clear();
        RememberedSerializer.INSTANCE.serialize(Remembered.of(before, 1, List.of(), PipelineMode.live()), out);
        in.setBuffer(out.getSharedBuffer(), 0, out.length());
        return RememberedSerializer.INSTANCE.deserialize(in).access(before.eventId(), before.credentialKey());
    }
}
