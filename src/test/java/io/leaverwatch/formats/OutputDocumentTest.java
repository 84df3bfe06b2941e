package io.leaverwatch.formats;

import static io.leaverwatch.formats.WriterSamples.OPEN_END;
import static io.leaverwatch.formats.WriterSamples.access;
import static io.leaverwatch.formats.WriterSamples.alert;
import static io.leaverwatch.formats.WriterSamples.resigned;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leaverwatch.domain.Alert.Status;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Departure;
import io.leaverwatch.domain.DepartureRecord;
import io.leaverwatch.domain.DepartureRecord.Finding;
import io.leaverwatch.domain.DepartureRecord.Seen;
import io.leaverwatch.domain.Exemption;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.Incident;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds src/docs/outputs.md to what is written. Surefire runs tests in the project's folder. */
class OutputDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-zA-Z0-9.\\[\\]]+)` \\|");
    /** Objects whose fields are data, and not for the document to name. */
    private static final Set<String> OPEN =
            Set.of("access.other", "alertCount", "lastAccessBefore", "firstAccessAfter");

    /** The fields of a section's table, in order. */
    private static List<String> documented(String section) throws IOException {
        String document = Files.readString(Path.of("src/docs/outputs.md"));
        int from = document.indexOf("\n## " + section + "\n");
        assertThat(from).as(section).isPositive();
        int to = document.indexOf("\n## ", from + 1);
        Matcher row = ROW.matcher(document.substring(from, to < 0 ? document.length() : to));
        return row.results().map(match -> match.group(1)).toList();
    }

    /** The fields of some lines, outer ones first, in the order in which they are written. */
    private static Set<String> written(byte[]... lines) throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        for (byte[] line : lines) {
            addFields(fields, "", JSON.readTree(line));
        }
        return fields;
    }

    private static void addFields(Set<String> fields, String prefix, JsonNode object) {
        object.properties().forEach(field -> {
            String path = prefix + field.getKey();
            fields.add(path);
            if (OPEN.contains(path)) {
                return;
            }
            if (field.getValue().isObject()) {
                addFields(fields, path + ".", field.getValue());
            } else {
                field.getValue().forEach(item -> addFields(fields, path + "[].", item));
            }
        });
    }

    private static Set<String> withoutDeparture(Set<String> fields) {
        fields.removeIf(field -> field.startsWith("departure."));
        return fields;
    }

    @Test
    void documentsAlerts() throws IOException {
        Exemption exemption = new Exemption("m", null, Set.of(), 0, 1, "r", null);
        String raw = "{\"sourceIp\":\"1\",\"userAgent\":\"u\",\"resource\":\"r\",\"more\":1}";
        assertThat(withoutDeparture(written(
                        AlertWriter.write(
                                alert(Status.WITHDRAWN, List.of(access("a", "s", 1, raw)), true, exemption, "b"),
                                "live",
                                "0"),
                        AlertWriter.write(alert(Status.OPEN, List.of(access("{}")), false, null, null), "live", "0"))))
                .containsExactlyInAnyOrderElementsOf(documented("Alert"));
    }

    @Test
    void documentsTheDepartureInTheOrderInWhichItIsWritten() throws IOException {
        Departure dateOnly = new Departure(resigned(true, "hr", "r"), 0, 1, null);
        DepartureRecord departure =
                new DepartureRecord("d", dateOnly, List.of(), Map.of(), null, null, List.of(), Finding.BREACHED, false);
        assertThat(written(DepartureWriter.write(departure, List.of())).stream()
                        .filter(field -> field.startsWith("departure.")))
                .containsExactlyElementsOf(documented("The departure in each of them"));
    }

    @Test
    void documentsIncidentsInTheOrderInWhichTheyAreWritten() throws IOException {
        Incident incident = new Incident(
                "i", OPEN_END, null, Status.OPEN, 0, 0, 0, 0, List.of(), List.of(), BigInteger.ONE, List.of());
        assertThat(withoutDeparture(written(IncidentWriter.write(incident))))
                .containsExactlyElementsOf(documented("Incident"));
    }

    @Test
    void documentsDepartureRecordsInTheOrderInWhichTheyAreWritten() throws IOException {
        assertThat(writtenDeparture(false))
                .containsExactlyElementsOf(without("withdrawn", documented("Departure record")));
        assertThat(writtenDeparture(true)).containsExactlyElementsOf(without("note", documented("Departure record")));
    }

    private static Set<String> writtenDeparture(boolean isWithdrawn) throws IOException {
        Seen seen = Seen.of(access("{}"));
        DepartureRecord departure = new DepartureRecord(
                "d",
                OPEN_END,
                List.of("c"),
                Map.of("r", 1),
                seen,
                seen,
                List.of(seen),
                Finding.NONE_FOUND,
                isWithdrawn);
        Coverage.Entry read = new Coverage.Entry("f", "s", 1, 1L, 1L, List.of(new Coverage.Gap(0, 1)), 0);
        return withoutDeparture(written(DepartureWriter.write(departure, List.of(read))));
    }

    private static List<String> without(String field, List<String> fields) {
        assertThat(fields).contains(field);
        return fields.stream().filter(each -> !each.equals(field)).toList();
    }

    @Test
    void documentsDeadLetters() throws IOException {
        assertThat(written(
                        DeadLetterWriter.write(
                                new DeadLetter("link", Fault.NOT_JSON, "r", 0, "f", -1, 0, new byte[0], 1, "0")),
                        DeadLetterWriter.write(
                                new DeadLetter("link", Fault.NOT_JSON, "r", 0, "t", 0, 0, new byte[] {-1}, 1, null))))
                .containsExactlyInAnyOrderElementsOf(documented("Dead letter"));
    }
}
