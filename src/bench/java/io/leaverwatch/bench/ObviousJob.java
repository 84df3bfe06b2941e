package io.leaverwatch.bench;

import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.types.Types;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * What the product is compared with: event-time CEP over the union of departures and accesses, keyed by the credential,
 * which here is as good as the member. Finds {@code departure, access} where no reinstatement lies between; cannot find a
 * departure that arrives after the access.
 */
final class ObviousJob {
    private static final String DEPARTURE = "departure";
    private static final String REINSTATEMENT = "reinstatement";
    private static final String ACCESS = "access";
    private static final String REINSTATED = "REINSTATED";

    private ObviousJob() {}

    /** The eventIds of the breaches. */
    static DataStream<String> build(DataStream<AccessEvent> departures, DataStream<AccessEvent> accesses) {
        WatermarkStrategy<AccessEvent> inOrder = WatermarkStrategy.<AccessEvent>forMonotonousTimestamps()
                .withTimestampAssigner((event, previous) -> event.occurredAt());
        DataStream<AccessEvent> all = departures
                .assignTimestampsAndWatermarks(inOrder)
                .union(accesses.assignTimestampsAndWatermarks(inOrder));
        return CEP.pattern(all.keyBy(AccessEvent::credentialKey), pattern())
                .inEventTime()
                .process(new Found(), TypeInformation.of(String.class));
    }

    private static Pattern<AccessEvent, ?> pattern() {
        return Pattern.<AccessEvent>begin(DEPARTURE)
                .where(SimpleCondition.of(e -> e.action().equals(GraphEvents.RESIGNED)))
                .notFollowedBy(REINSTATEMENT)
                .where(SimpleCondition.of(e -> e.action().equals(REINSTATED)))
                .followedByAny(ACCESS)
                .where(SimpleCondition.of(e ->
                        !e.action().equals(GraphEvents.RESIGNED) && !e.action().equals(REINSTATED)));
    }

    /** The departures that it reads, before the accesses. */
    static DataStream<AccessEvent> departures(Feeding feeding) {
        return feeding.first(GraphEvents.LEAVERS, Types.ACCESS, GraphEvents::departureEvent);
    }

    private static final class Found extends PatternProcessFunction<AccessEvent, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processMatch(Map<String, List<AccessEvent>> match, Context ctx, Collector<String> out) {
            out.collect(match.get(ACCESS).get(0).eventId());
        }
    }
}
