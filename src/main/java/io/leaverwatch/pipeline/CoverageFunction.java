package io.leaverwatch.pipeline;

import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Verdict;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.CoveredVerdict;
import io.leaverwatch.formats.Tally;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    /** Spreads hash codes over as many milliseconds as an hour has, and more. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** What is broadcast. */
    public static final MapStateDescriptor<String, Tally> COVERAGE =
            new MapStateDescriptor<>("coverage", Types.STRING, TypeInformation.of(Tally.class));

    private final Policy policy;
    private final long refreshMillis;
    private final List<String> sources;
    private transient ValueState<DepartureRecord> record;
    private transient List<Coverage.Entry> entries;

    /**
     * Covers by a policy.
     *
     * @param sources the access topics in the order of the settings, in which coverage names them
     * @param refreshMillis after how long a record is said again
     */
    public CoverageFunction(Policy policy, List<String> sources, long refreshMillis) {
        this.policy = policy;
        this.sources = List.copyOf(sources);
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
            // The settings may have had it in another place.
            sum.add(before.inOrder(tally.sourceOrder()));
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

    /**
     * Each case at moments of its own, so that not all records are said at once and an alert waits for them; always at the
     * same distance, so that a record withdrawn and said again has one timer.
     */
    private void schedule(ReadOnlyContext ctx) {
        long moment = Math.floorMod(ctx.getCurrentKey().hashCode() * SPREAD, refreshMillis);
        long now = ctx.timerService().currentProcessingTime();
        ctx.timerService()
                .registerProcessingTimeTimer((Math.floorDiv(now - moment, refreshMillis) + 1) * refreshMillis + moment);
    }

    private List<Coverage.Entry> coverage(ReadOnlyContext ctx) throws Exception {
        if (entries == null) {
            ReadOnlyBroadcastState<String, Tally> sums = ctx.getBroadcastState(COVERAGE);
            Map<String, Tally> bySource = new TreeMap<>();
            for (Map.Entry<String, Tally> each : sums.immutableEntries()) {
                bySource.put(each.getKey(), each.getValue());
            }
            // Behind them what an earlier job read from topics that the settings name no more.
            Set<String> inOrder = new LinkedHashSet<>(sources);
            inOrder.addAll(bySource.keySet());
            inOrder.retainAll(bySource.keySet());
            Coverage sum = new Coverage(policy);
            int place = 0;
            for (String source : inOrder) {
                sum.add(bySource.get(source).inOrder(place++));
            }
            entries = sum.entries();
        }
        return entries;
    }
}
