package io.leaverwatch.pipeline;

import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineFormat;
import io.leaverwatch.formats.NativeAccessReader;
import io.leaverwatch.formats.NativeLinkReader;
import io.leaverwatch.formats.NativeMembershipReader;
import io.leaverwatch.formats.Place;
import io.leaverwatch.formats.Reading;
import io.leaverwatch.reference.ReferenceInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The events of a history's lines, as the product reads them. */
final class FedHistory {
    private FedHistory() {}

    static List<FedEvent> events(ReferenceInputs inputs, Policy policy) {
        List<FedEvent> events = new ArrayList<>();
        read(
                inputs.memberships(),
                InputKind.MEMBERSHIP,
                new NativeMembershipReader(policy.zone()),
                e -> new FedEvent(e, null, null),
                events);
        read(
                inputs.credentials(),
                InputKind.LINK,
                new NativeLinkReader(policy.zone()),
                e -> new FedEvent(null, e, null),
                events);
        read(
                inputs.accesses(),
                InputKind.ACCESS,
                new NativeAccessReader(policy, LeaverIndex.EVERYONE),
                e -> new FedEvent(null, null, e),
                events);
        return events;
    }

    private static <T> void read(
            List<ReferenceInputs.Source> sources,
            InputKind kind,
            LineFormat<T> format,
            Function<T, FedEvent> fed,
            List<FedEvent> into) {
        for (int order = 0; order < sources.size(); order++) {
            Place place = Place.ofFile(kind, order, sources.get(order).name());
            for (ReferenceInputs.Line line : sources.get(order).lines()) {
                byte[] bytes = line.bytes();
                Reading<T> reading = format.read(bytes, 0, bytes.length, place, line.position());
                if (reading.kind() == Reading.Kind.EVENT) {
                    into.add(fed.apply(reading.event()));
                }
            }
        }
    }
}
