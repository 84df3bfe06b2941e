package io.leaverwatch.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Alert;
import io.leaverwatch.domain.Caveat;
import io.leaverwatch.domain.Evidence;
import io.leaverwatch.domain.Exemption;
import io.leaverwatch.domain.IsoTime;
import io.leaverwatch.domain.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;

/** Alerts as lines of JSON. */
public final class AlertWriter {
    private AlertWriter() {}

    /**
     * One alert.
     *
     * @param mode {@code live} or {@code replay}
     * @param policyVersion of the policy under which it was found
     * @return a JSON object in UTF-8 without a line ending
     */
    public static byte[] write(Alert alert, String mode, String policyVersion) {
        return JsonLine.of(json -> {
            json.writeStringField("alertId", alert.alertId());
            json.writeStringField("ruleId", alert.ruleId());
            json.writeStringField("severity", JsonLine.word(alert.severity()));
            json.writeStringField("status", JsonLine.word(alert.status()));
            json.writeStringField("memberId", JsonLine.id(alert.memberId()));
            json.writeStringField("credentialId", JsonLine.id(alert.credentialId()));
            json.writeStringField("attribution", JsonLine.word(alert.attribution()));
            json.writeStringField("system", alert.system());
            json.writeStringField("occurredAt", IsoTime.of(alert.occurredAt()));
            json.writeStringField(
                    "sinceDeparture",
                    Duration.ofMillis(alert.sinceDepartureMillis()).toString());
            DepartureWriter.writeDeparture(json, alert.departure());
            writeAccesses(json, alert);
            JsonLine.writeTexts(
                    json, "caveats", alert.caveats().stream().map(Caveat::name).toList());
            json.writeStringField("dataClass", alert.dataClass());
            json.writeStringField("mode", mode);
            json.writeStringField("policyVersion", policyVersion);
            JsonLine.writeTexts(json, "attack", alert.attack());
            json.writeArrayFieldStart("evidence");
            for (Evidence evidence : alert.evidence()) {
                write(json, evidence);
            }
            json.writeEndArray();
            if (alert.exemption() != null) {
                write(json, alert.exemption());
            }
            if (alert.withdrawnBecause() != null) {
                json.writeStringField("withdrawnBecause", alert.withdrawnBecause());
            }
        });
    }

    private static void writeAccesses(JsonGenerator json, Alert alert) throws IOException {
        if (alert.isSingle()) {
            write(json, alert.accesses().get(0));
            return;
        }
        json.writeArrayFieldStart("accesses");
        for (AccessEvent access : alert.accesses()) {
            json.writeString(JsonLine.id(access.eventId()));
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, AccessEvent access) throws IOException {
        GivenFields given = GivenFields.of(access.raw());
        json.writeObjectFieldStart("access");
        json.writeStringField("eventId", JsonLine.id(access.eventId()));
        json.writeStringField("occurredAt", IsoTime.of(access.occurredAt()));
        json.writeStringField("system", access.system());
        json.writeStringField("credentialId", JsonLine.id(access.credentialId()));
        json.writeStringField("action", access.action());
        json.writeStringField("outcome", JsonLine.word(access.outcome()));
        writeCarried(json, "sourceIp", given);
        writeCarried(json, "userAgent", given);
        if (access.sessionId() != null) {
            json.writeStringField("sessionId", JsonLine.id(access.sessionId()));
        }
        writeCarried(json, "resource", given);
        if (access.recordsAffected() >= 0) {
            json.writeNumberField("recordsAffected", access.recordsAffected());
        }
        writeOther(json, access, given);
        json.writeEndObject();
    }

    /** A text that only the line itself holds. */
    private static void writeCarried(JsonGenerator json, String name, GivenFields given) throws IOException {
        String text = given.text(name);
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    /** What was given beside the mapped fields, and of these what had the wrong type. */
    private static void writeOther(JsonGenerator json, AccessEvent access, GivenFields given) throws IOException {
        boolean isOpen = false;
        for (String name : given.names()) {
            if (NativeAccessReader.NAMES.contains(name) && !isWrongTyped(name, access, given)) {
                continue;
            }
            if (!isOpen) {
                json.writeObjectFieldStart("other");
                isOpen = true;
            }
            given.write(json, name);
        }
        if (isOpen) {
            json.writeEndObject();
        }
    }

    private static boolean isWrongTyped(String name, AccessEvent access, GivenFields given) {
        return switch (name) {
            case "recordsAffected" -> access.recordsAffected() < 0 && given.isPresent(name);
            case "action", "sourceIp", "userAgent", "sessionId", "resource" -> given.isOther(name);
            default -> false;
        };
    }

    private static void write(JsonGenerator json, Exemption exemption) throws IOException {
        json.writeObjectFieldStart("exemption");
        json.writeStringField("reason", exemption.reason());
        json.writeStringField("approvedBy", exemption.approvedBy());
        json.writeStringField("from", exemption.from() == Long.MIN_VALUE ? null : IsoTime.of(exemption.from()));
        json.writeStringField("until", IsoTime.of(exemption.until()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Evidence evidence) throws IOException {
        Origin origin = evidence.origin();
        json.writeStartObject();
        json.writeStringField("kind", evidence.kind());
        if (evidence.eventId() != null) {
            json.writeStringField("eventId", JsonLine.id(evidence.eventId()));
        }
        JsonLine.writePlace(json, origin.source(), origin.partition(), origin.position());
        json.writeStringField("sha256", HexFormat.of().formatHex(origin.sha256()));
        json.writeEndObject();
    }
}
