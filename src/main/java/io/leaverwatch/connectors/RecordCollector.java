package io.leaverwatch.connectors;

import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLines;
import io.leaverwatch.formats.EventOutput;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.LineHandler;
import io.leaverwatch.formats.LinkLines;
import io.leaverwatch.formats.MembershipLines;
import io.leaverwatch.formats.Place;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at lines of an input and gives on, as records, what they turn out to be; counts them. For one thread at a time. */
final class RecordCollector {
    private final LineHandler handler;
    private Consumer<ReadRecord> output;
    private long events;

    RecordCollector(InputKind kind, Place place, Policy policy, LeaverIndex leavers) {
        handler = switch (kind) {
            case MEMBERSHIP -> new MembershipLines(place, policy, to(ReadRecord::of));
            case LINK -> new LinkLines(place, policy, leavers, to(ReadRecord::of));
            case ACCESS -> new AccessLines(place, policy, leavers, to(ReadRecord::of));
        };
    }

    /** To give the lines to, once {@link #giveTo} has said where records go. */
    LineHandler handler() {
        return handler;
    }

    /** Says where records go from now on. */
    void giveTo(Consumer<ReadRecord> records) {
        output = records;
    }

    /** Events given on so far. */
    long events() {
        return events;
    }

    private <T> EventOutput<T> to(Function<T, ReadRecord> record) {
        return new EventOutput<>() {
            @Override
            public void event(T event) {
                events++;
                output.accept(record.apply(event));
            }

            @Override
            public void deadLetter(DeadLetter deadLetter) {
                output.accept(ReadRecord.of(deadLetter));
            }
        };
    }
}
