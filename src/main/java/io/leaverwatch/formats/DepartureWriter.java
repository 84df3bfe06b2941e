package io.leaverwatch.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.IsoTime;
import io.leaverwatch.domain.MembershipEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Departure records as lines of JSON. */
public final class DepartureWriter {
    private static final String NOTE =
            "No breach was found in what was read; what was not read (see coverage) cannot be excluded";

    private DepartureWriter() {}

    /**
     * One departure record.
     *
     * @param coverage what was read of each access source and protected system, in any order
     * @return a JSON object in UTF-8 without a line ending
     */
    public static byte[] write(DepartureRecord departure, List<Coverage.Entry> coverage) {
        return JsonLine.of(json -> {
            json.writeStringField("departureId", departure.departureId());
            json.writeStringField(
                    "memberId", JsonLine.id(departure.departure().opened().memberId()));
            writeDeparture(json, departure.departure());
            JsonLine.writeTexts(json, "credentials", departure.credentials());
            json.writeObjectFieldStart("alertCount");
            // A map that was stored comes back in another order, and two writings of a record have to be the same.
            for (Map.Entry<String, Integer> count : new TreeMap<>(departure.alertCounts()).entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeEndObject();
            write(json, "lastAccessBefore", departure.lastAccessBefore());
            write(json, "firstAccessAfter", departure.firstAccessAfter());
            json.writeArrayFieldStart("inDoubt");
            for (Seen access : departure.inDoubt()) {
                write(json, access);
            }
            json.writeEndArray();
            json.writeStringField("finding", JsonLine.word(departure.finding()));
            if (departure.finding() == DepartureRecord.Finding.NONE_FOUND && !departure.isWithdrawn()) {
                json.writeStringField("note", NOTE);
            }
            if (departure.isWithdrawn()) {
                json.writeBooleanField("withdrawn", true);
            }
            writeCoverage(json, coverage);
        });
    }

    /**
     * The coverage alone.
     *
     * @return a JSON object in UTF-8 whose one field is {@code coverage}, byte for byte as every departure record ends
     */
    public static byte[] coverage(List<Coverage.Entry> coverage) {
        return JsonLine.of(json -> writeCoverage(json, coverage));
    }

    private static void writeCoverage(JsonGenerator json, List<Coverage.Entry> coverage) throws IOException {
        json.writeArrayFieldStart("coverage");
        for (Coverage.Entry entry : coverage) {
            write(json, entry);
        }
        json.writeEndArray();
    }

    /** The field {@code departure} of alerts, incidents and departure records. */
    static void writeDeparture(JsonGenerator json, Departure departure) throws IOException {
        MembershipEvent opened = departure.opened();
        json.writeObjectFieldStart("departure");
        json.writeStringField("eventId", JsonLine.id(opened.eventId()));
        json.writeStringField("type", JsonLine.word(opened.type()));
        json.writeStringField("effectiveAt", IsoTime.of(departure.start()));
        json.writeStringField(
                "recordedAt", opened.recordedAt() == MembershipEvent.ABSENT ? null : IsoTime.of(opened.recordedAt()));
        json.writeStringField("until", departure.end() == Long.MAX_VALUE ? null : IsoTime.of(departure.end()));
        json.writeStringField("source", JsonLine.id(opened.source()));
        json.writeStringField("reason", opened.reason());
        if (opened.dateOnly()) {
            json.writeBooleanField("dateOnly", true);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Seen access) throws IOException {
        json.writeFieldName(name);
        if (access == null) {
            json.writeNull();
        } else {
            write(json, access);
        }
    }

    private static void write(JsonGenerator json, Seen access) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventId", JsonLine.id(access.eventId()));
        json.writeStringField("credentialId", JsonLine.id(access.credentialId()));
        json.writeStringField("system", access.system());
        json.writeStringField("occurredAt", IsoTime.of(access.occurredAt()));
        json.writeStringField("action", access.action());
        json.writeStringField("outcome", JsonLine.word(access.outcome()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Coverage.Entry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", entry.source());
        json.writeStringField("system", entry.system());
        json.writeStringField("firstEvent", time(entry.firstMillis()));
        json.writeStringField("lastEvent", time(entry.lastMillis()));
        json.writeNumberField("events", entry.events());
        json.writeArrayFieldStart("gaps");
        for (Coverage.Gap gap : entry.gaps()) {
            json.writeStartObject();
            json.writeStringField("from", IsoTime.of(gap.fromMillis()));
            json.writeStringField("until", IsoTime.of(gap.untilMillis()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("deadLetters", entry.deadLetters());
        json.writeEndObject();
    }

    private static String time(Long epochMillis) {
        return epochMillis == null ? null : IsoTime.of(epochMillis);
    }
}
