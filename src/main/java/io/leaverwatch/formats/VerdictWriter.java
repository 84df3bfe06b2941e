package io.leaverwatch.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leaverwatch.domain.Published;
import io.leaverwatch.domain.Verdict;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Verdicts as consumers get them: lines of JSON.
 *
 * @param mode live or replay
 * @param policyVersion of the policy under which they are found
 */
public record VerdictWriter(String mode, String policyVersion) implements Serializable {
    // An alert holds a line's own nesting, and more.
    private static final JsonFactory JSON = ParsedLine.JSON
            .rebuild()
            .streamReadConstraints(ParsedLine.JSON
                    .streamReadConstraints()
                    .rebuild()
                    .maxNestingDepth(2 * ParsedLine.MOST_NESTING)
                    .build())
            .build();
    private static final String STALE =
            "it was found before the job stopped and had to go back, and what was read since does not give it again";
    /** What a withdrawal has in place of what was found, by field, in JSON; all else says what is withdrawn. */
    private static final Map<Published.Kind, Map<String, String>> WITHDRAWN = Map.of(
            Published.Kind.ALERT,
            Map.of("status", "\"WITHDRAWN\""),
            Published.Kind.INCIDENT,
            Map.of(
                    "severity", "null",
                    "status", "\"WITHDRAWN\"",
                    "alertCount", "0",
                    "accessCount", "0",
                    "firstSeen", "null",
                    "lastSeen", "null",
                    "systems", "[]",
                    "credentials", "[]",
                    "recordsAffected", "0",
                    "ruleIds", "[]"),
            Published.Kind.DEPARTURE,
            Map.of(
                    "credentials", "[]",
                    "alertCount", "{}",
                    "lastAccessBefore", "null",
                    "firstAccessAfter", "null",
                    "inDoubt", "[]",
                    "finding", "\"NONE_FOUND\""));

    private static final int COVERAGE_OF_NOTHING = DepartureWriter.coverage(List.of()).length - 1;

    /**
     * One verdict.
     *
     * @param coverage what was read of each access source, for departure records
     * @return a JSON object in UTF-8 without a line ending
     */
    public byte[] write(Verdict verdict, List<Coverage.Entry> coverage) {
        if (verdict.stale() != null) {
            return withdrawal(verdict.stale());
        }
        if (verdict.alert() != null) {
            return AlertWriter.write(verdict.alert(), mode, policyVersion);
        }
        return verdict.incident() != null
                ? IncidentWriter.write(verdict.incident())
                : DepartureWriter.write(verdict.departure(), coverage);
    }

    /** Whether a record says the same as a verdict; what a departure record says of coverage does not matter. */
    public boolean isSame(Published published, Verdict verdict) {
        byte[] expected = write(verdict, List.of());
        byte[] found = published.value();
        if (published.kind() != Published.Kind.DEPARTURE) {
            return Arrays.equals(expected, found);
        }
        int length = expected.length - COVERAGE_OF_NOTHING;
        return found.length >= length && Arrays.equals(expected, 0, length, found, 0, length);
    }

    /**
     * Whether a record can be said again as withdrawn: it stands, and is what the job writes. A program that copies records
     * may have changed their bytes and left their headers; what it made of them is its own.
     */
    public boolean canWithdraw(Published stale) {
        if (!stale.isStanding()) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(stale.value())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false; // no JSON
        }
    }

    /** The record again, saying that it does not hold, as it would be written of what the job had found itself. */
    private static byte[] withdrawal(Published stale) {
        return JsonLine.of(json -> {
            try (JsonParser parser = JSON.createParser(stale.value())) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    copy(parser, json, stale.kind());
                }
            }
            if (stale.kind() == Published.Kind.ALERT) {
                json.writeStringField("withdrawnBecause", STALE);
            }
        });
    }

    private static void copy(JsonParser parser, JsonGenerator json, Published.Kind kind) throws IOException {
        String name = parser.currentName();
        parser.nextToken();
        boolean isDeparture = kind == Published.Kind.DEPARTURE;
        if (isDeparture && name.equals("note")) {
            return;
        }
        json.writeFieldName(name);
        String instead = WITHDRAWN.get(kind).get(name);
        if (instead == null) {
            json.copyCurrentStructureExact(parser);
        } else {
            parser.skipChildren();
            json.writeRawValue(instead);
        }
        if (isDeparture && name.equals("finding")) {
            json.writeBooleanField("withdrawn", true);
        }
    }
}
