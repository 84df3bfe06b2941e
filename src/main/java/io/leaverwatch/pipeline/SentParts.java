package io.leaverwatch.pipeline;

import io.leaverwatch.domain.CaseReport;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Outcome;
import io.leaverwatch.domain.Published;
import io.leaverwatch.types.DepartureSerializer;
import io.leaverwatch.types.Numbers;
import io.leaverwatch.types.TextSerializer;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What several of the things that operators send to each other have inside, as a part of what is written of them. */
final class SentParts {
    private static final Published.Kind[] PUBLISHED_KINDS = Published.Kind.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private SentParts() {}

    /** May be null. */
    static void write(String text, DataOutputView out) throws IOException {
        TextSerializer.INSTANCE.serialize(text, out);
    }

    static String readText(DataInputView in) throws IOException {
        return TextSerializer.INSTANCE.deserialize(in);
    }

    /** May be null. */
    static void write(Seen seen, DataOutputView out) throws IOException {
        out.writeByte(seen == null ? -1 : seen.outcome().ordinal());
        if (seen != null) {
            write(seen.eventId(), out);
            write(seen.credentialId(), out);
            write(seen.system(), out);
            out.writeLong(seen.occurredAt());
            write(seen.action(), out);
        }
    }

    static Seen readSeen(DataInputView in) throws IOException {
        int outcome = in.readByte();
        return outcome < 0
                ? null
                : new Seen(readText(in), readText(in), readText(in), in.readLong(), readText(in), OUTCOMES[outcome]);
    }

    static void write(List<Seen> all, DataOutputView out) throws IOException {
        Numbers.write(all.size(), out);
        for (Seen seen : all) {
            write(seen, out);
        }
    }

    static List<Seen> readAllSeen(DataInputView in) throws IOException {
        int count = (int) Numbers.read(in);
        List<Seen> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(readSeen(in));
        }
        return all;
    }

    static void write(Published published, DataOutputView out) throws IOException {
        out.writeByte(published.kind().ordinal());
        write(published.id(), out);
        write(published.caseKey(), out);
        out.writeBoolean(published.isStanding());
        Numbers.write(published.value() == null ? 0 : published.value().length + 1L, out);
        if (published.value() != null) {
            out.write(published.value());
        }
    }

    static Published readPublished(DataInputView in) throws IOException {
        Published.Kind kind = PUBLISHED_KINDS[in.readByte()];
        String id = readText(in);
        String caseKey = readText(in);
        boolean isStanding = in.readBoolean();
        int length = (int) Numbers.read(in) - 1;
        byte[] value = length < 0 ? null : new byte[length];
        if (value != null) {
            in.readFully(value);
        }
        return new Published(kind, id, caseKey, isStanding, value);
    }

    static void write(CaseReport report, DataOutputView out) throws IOException {
        DepartureSerializer.INSTANCE.serialize(report.departure(), out);
        Numbers.write(report.openSuccesses(), out);
        Numbers.write(report.openAttempts(), out);
        Numbers.write(report.exempted(), out);
        byte[] records = report.openRecords().toByteArray();
        Numbers.write(records.length, out);
        out.write(records);
        Numbers.write(report.credentials().size(), out);
        for (String credential : report.credentials()) {
            write(credential, out);
        }
        write(report.lastBefore(), out);
        write(report.firstAfter(), out);
        write(report.inDoubt(), out);
        out.writeBoolean(report.isRemoved());
    }

    static CaseReport readReport(DataInputView in) throws IOException {
        Departure departure = DepartureSerializer.INSTANCE.deserialize(in);
        long openSuccesses = Numbers.read(in);
        long openAttempts = Numbers.read(in);
        long exempted = Numbers.read(in);
        byte[] records = new byte[(int) Numbers.read(in)];
        in.readFully(records);
        int count = (int) Numbers.read(in);
        List<String> credentials = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            credentials.add(readText(in));
        }
        return new CaseReport(
                departure,
                openSuccesses,
                openAttempts,
                exempted,
                new BigInteger(records),
                credentials,
                readSeen(in),
                readSeen(in),
                readAllSeen(in),
                in.readBoolean());
    }
}
