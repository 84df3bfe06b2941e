package io.leaverwatch.pipeline;

import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.CoveredVerdict;
import io.leaverwatch.formats.Tally;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says with each departure record what was read, since "nothing was found" is worth no more than that; and says the
 * record again from time to time, for what was read meanwhile.
 *
 * <table>
 * <caption>State</caption>
 * <tr><td>coverage (broadcast)</td><td>source → the sum of its tallies</td><td>kept: one for each source</td></tr>
 * <tr><td>record (by case)</td><td>as said last</td><td>ends with the departure</td></tr>
 * </table>
 */
public final class CoverageFunction extends KeyedBroadcastProcessFunction<String, Verdict, Tally, CoveredVerdict> {
    private static final long serialVersionUID = 1L;

    /** What is broadcast. */
    public static final MapStateDescriptor<String, Tally> COVERAGE =
            new MapStateDescriptor<>("coverage", Types.STRING, TypeInformation.of(Tally.class));

    private final Policy policy;
    private final long refreshMillis;
    private transient ValueState<DepartureRecord> record;
    private transient List<Coverage.Entry> entries;

    /** @param refreshMillis after how long a record is said again */
    public CoverageFunction(Policy policy, long refreshMillis) {
        this.policy = policy;
        this.refreshMillis = refreshMillis;
    }

    @Override
    public void open(OpenContext context) {
        record = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("record", TypeInformation.of(DepartureRecord.class)));
    }

    @Override
    public void processElement(Verdict verdict, ReadOnlyContext ctx, Collector<CoveredVerdict> out) throws Exception {
        DepartureRecord departure = verdict.departure();
        if (departure == null) {
            out.collect(new CoveredVerdict(verdict, List.of()));
            return;
        }
        if (departure.isWithdrawn()) {
            record.clear();
        } else {
            if (record.value() == null) {
                schedule(ctx);
            }
            record.update(departure);
        }
        out.collect(new CoveredVerdict(verdict, coverage(ctx)));
    }

    @Override
    public void processBroadcastElement(Tally tally, Context ctx, Collector<CoveredVerdict> out) throws Exception {
        Coverage sum = new Coverage(policy);
        Tally before = ctx.getBroadcastState(COVERAGE).get(tally.source());
        if (before != null) {
            sum.add(before);
        }
        sum.add(tally);
        ctx.getBroadcastState(COVERAGE).put(tally.source(), sum.tallies().get(0));
        entries = null;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CoveredVerdict> out) throws Exception {
        DepartureRecord departure = record.value();
        if (departure != null) {
            out.collect(new CoveredVerdict(Verdict.of(departure), coverage(ctx)));
            schedule(ctx);
        }
    }

    /** At times that many cases share, so that few timers serve many; a record withdrawn and said again has one. */
    private void schedule(ReadOnlyContext ctx) {
        long next = (ctx.timerService().currentProcessingTime() / refreshMillis + 1) * refreshMillis;
        ctx.timerService().registerProcessingTimeTimer(next);
    }

    private List<Coverage.Entry> coverage(ReadOnlyContext ctx) throws Exception {
        if (entries == null) {
            ReadOnlyBroadcastState<String, Tally> sums = ctx.getBroadcastState(COVERAGE);
            Coverage sum = new Coverage(policy);
            for (Map.Entry<String, Tally> each : sums.immutableEntries()) {
                sum.add(each.getValue());
            }
            entries = sum.entries();
        }
        return entries;
    }
}
