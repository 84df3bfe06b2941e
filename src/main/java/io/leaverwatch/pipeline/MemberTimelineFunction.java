package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.domain.Timeline;
import io.leaverwatch.metrics.KeptCount;
import io.leaverwatch.metrics.Metric;
import io.leaverwatch.metrics.Metrics;
import io.leaverwatch.types.PackedLinks;
import io.leaverwatch.types.TextSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns a member's events into departures and tells each of its credentials, and the case of each departure.
 *
 * <table>
 * <caption>State, by member; kept for good: a departure may matter however old it is</caption>
 * <tr><td>events</td><td>eventId → the copy that counts</td></tr>
 * <tr><td>links, links-more</td><td>credential → its links, of each the copy that counts</td></tr>
 * <tr><td>departures</td><td>what was sent last; absent where none</td></tr>
 * <tr><td>members (operator)</td><td>how many there are, for the metric</td></tr>
 * </table>
 */
public final class MemberTimelineFunction extends KeyedProcessFunction<String, MemberInput, CredentialUpdate>
        implements CheckpointedFunction, PolicyBound {
    private static final long serialVersionUID = 1L;

    private static final String EVENTS = "events";

    /** Changes of the cases themselves. */
    public static final OutputTag<CaseChange> DEPARTURES = new OutputTag<>("departures", CaseChangeSerializer.TYPE);

    private final Policy policy;
    private transient MapState<String, EventCopies> events;
    private transient LinkTable links;
    private transient ValueState<Sent> sent;
    private transient Counts eventCounts;
    private transient Counts linkCounts;
    private transient KeptCount members;
    private transient Counter begun;

    /** Judges by this policy. */
    public MemberTimelineFunction(Policy policy) {
        this.policy = policy;
    }

    /**
     * State: the copy of an event that counts.
     *
     * @param event it
     * @param copies how many came with its content
     */
    public record EventCopies(MembershipEvent event, int copies) {}

    /**
     * State: what was sent last.
     *
     * @param departures earliest first
     */
    public record Sent(List<Departure> departures) {}

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        members = new KeptCount(context.getOperatorStateStore(), "members");
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        members.snapshot();
    }

    @Override
    public void open(OpenContext context) {
        events = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>(EVENTS, TextSerializer.TYPE, TypeInformation.of(EventCopies.class)));
        links = new LinkTable(getRuntimeContext(), "links");
        sent = getRuntimeContext().getState(new ValueStateDescriptor<>("departures", TypeInformation.of(Sent.class)));
        eventCounts = new Counts(getRuntimeContext(), Counts.MEMBERSHIP);
        linkCounts = new Counts(getRuntimeContext(), Counts.LINK);
        Metrics metrics = new Metrics(getRuntimeContext().getMetricGroup());
        metrics.gauge(Metric.MEMBERS, members::get);
        begun = metrics.counter(Metric.DEPARTURES);
    }

    @Override
    public void processElement(MemberInput input, Context ctx, Collector<CredentialUpdate> out) throws Exception {
        if (events.isEmpty() && links.isEmpty()) {
            members.add(1);
        }
        if (input.link() != null) {
            String credentialKey = input.link().credentialKey();
            PackedLinks changed = keep(input.link(), credentialKey);
            if (changed != null) {
                out.collect(new CredentialUpdate(credentialKey, ctx.getCurrentKey(), changed, sentDepartures()));
            }
        } else if (keep(input.event())) {
            announce(ctx, out);
        }
    }

    @Override
    public List<String> boundStates() {
        return List.of(EVENTS);
    }

    @Override
    public void policyChanged(String memberKey, TimerService timers) {
        timers.registerProcessingTimeTimer(timers.currentProcessingTime());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CredentialUpdate> out) throws Exception {
        announce(ctx, out);
    }

    private boolean keep(MembershipEvent event) throws Exception {
        EventCopies known = events.get(event.eventId());
        boolean counts = known == null || Timeline.supersedes(event, known.event());
        int copies = known == null
                ? 1
                : eventCounts.copy(event.origin().hasSameContent(known.event().origin()), counts, known.copies());
        events.put(event.eventId(), new EventCopies(counts ? event : known.event(), copies));
        return counts;
    }

    /** Keeps a link; gives the member's links to its credential, null where the link is a copy that does not count. */
    private PackedLinks keep(CredentialLink link, String credentialKey) throws Exception {
        PackedLinks before = links.get(credentialKey);
        if (before == null) {
            PackedLinks first = PackedLinks.of(link);
            links.put(credentialKey, first);
            return first;
        }
        List<PackedLinks.Copies> all = before.copies();
        String identity = link.identity();
        int place = 0;
        while (place < all.size() && !all.get(place).link().identity().equals(identity)) {
            place++;
        }
        boolean counts = true;
        if (place == all.size()) {
            all.add(new PackedLinks.Copies(link, 1));
        } else {
            PackedLinks.Copies known = all.get(place);
            boolean isSame = link.origin().hasSameContent(known.link().origin());
            counts = link.origin().compareTo(known.link().origin()) < 0;
            int copies = linkCounts.copy(isSame, counts, known.copies());
            all.set(place, new PackedLinks.Copies(counts ? link : known.link(), copies));
        }
        PackedLinks now = PackedLinks.of(all);
        links.put(credentialKey, now);
        return counts ? now : null;
    }

    private void announce(Context ctx, Collector<CredentialUpdate> out) throws Exception {
        List<MembershipEvent> all = new ArrayList<>();
        events.values().forEach(e -> all.add(e.event()));
        List<Departure> before = sentDepartures();
        List<Departure> now = Timeline.departures(all, policy);
        if (now.equals(before)) {
            return;
        }
        if (now.isEmpty()) {
            sent.clear();
        } else {
            sent.update(new Sent(now));
        }
        announceCases(before, now, ctx);
        Map<String, PackedLinks> byCredential = new TreeMap<>(links.all());
        byCredential.putIfAbsent(ctx.getCurrentKey(), PackedLinks.NONE);
        byCredential.forEach((credential, ofMember) ->
                out.collect(new CredentialUpdate(credential, ctx.getCurrentKey(), ofMember, now)));
    }

    private void announceCases(List<Departure> before, List<Departure> now, Context ctx) {
        Map<String, Departure> gone = new LinkedHashMap<>();
        before.forEach(d -> gone.put(d.caseKey(), d));
        Map<String, Departure> known = new HashMap<>(gone);
        for (Departure departure : now) {
            if (gone.remove(departure.caseKey()) == null) {
                begun.inc();
            }
            if (!departure.equals(known.get(departure.caseKey()))) {
                ctx.output(DEPARTURES, CaseChange.put(departure));
            }
        }
        gone.keySet().forEach(caseKey -> ctx.output(DEPARTURES, CaseChange.removeDeparture(caseKey)));
    }

    private List<Departure> sentDepartures() throws Exception {
        Sent last = sent.value();
        return last == null ? List.of() : last.departures();
    }
}
