package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.MemberView;
import io.leaverwatch.types.PackedLinks;
import io.leaverwatch.types.TextSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Part of the join's state: the members of a credential, each with its links to the credential and its departures. */
public final class MemberStates {
    private final LinkTable links;
    private final MapState<String, Departures> departures;

    /**
     * State: a member's departures.
     *
     * @param departures one or more, earliest first
     */
    public record Departures(List<Departure> departures) {}

    MemberStates(RuntimeContext context) {
        links = new LinkTable(context, "member-links");
        departures = context.getMapState(new MapStateDescriptor<>(
                "member-departures", TextSerializer.TYPE, TypeInformation.of(Departures.class)));
    }

    /** Replaces what is known of a member. */
    void put(CredentialUpdate update) throws Exception {
        if (update.departures().isEmpty()) {
            departures.remove(update.memberKey());
        } else {
            departures.put(update.memberKey(), new Departures(update.departures()));
        }
        if (update.links().isEmpty() && update.departures().isEmpty()) {
            links.remove(update.memberKey());
        } else {
            links.put(update.memberKey(), update.links());
        }
    }

    /** All members. */
    Map<String, MemberView> views() throws Exception {
        Map<String, MemberView> known = new HashMap<>();
        for (Map.Entry<String, PackedLinks> entry : links.all().entrySet()) {
            Departures of = departures.get(entry.getKey());
            known.put(
                    entry.getKey(), new MemberView(entry.getValue().links(), of == null ? List.of() : of.departures()));
        }
        return known;
    }

    void clear() {
        links.clear();
        departures.clear();
    }
}
