package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.Types;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The graph as it is built, without running it. */
final class GraphListing {
    private GraphListing() {}

    /** All transformations that lead to the graph's end, inputs included. */
    static List<Transformation<?>> of(Policy policy) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        DataStream<MembershipEvent> memberships =
                env.fromData(TypeInformation.of(MembershipEvent.class), Samples.resigned());
        DataStream<CredentialLink> links = env.fromData(TypeInformation.of(CredentialLink.class), Samples.link());
        DataStream<CarriedAccess> accesses = env.fromData(Types.CARRIED, Samples.carried(Samples.access(1, 0)));
        return List.copyOf(BreachPipeline.build(memberships, links, accesses, policy, PipelineMode.live())
                .getTransformation()
                .getTransitivePredecessors());
    }
}
