package io.leaverwatch.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The story's lines in the order in which a society would have come to know them. */
final class StoryRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoryRecords() {}

    /**
     * One line.
     *
     * @param topic where it goes
     * @param eventId null where it has none
     * @param knownAt epoch millis: when it happened, or was recorded; of a line that doesn't say, that of the one before
     * @param line JSON, or what should be
     */
    record Line(String topic, String eventId, long knownAt, byte[] line) {}

    /** Links first, then everything else by when it was known. */
    static List<Line> of(DemoStory story, String membership, String credentials, String accesses) throws IOException {
        List<Line> told = new ArrayList<>(lines(story, DemoStory.MEMBERSHIP, membership));
        for (String file : DemoStory.ACCESSES) {
            told.addAll(lines(story, file, accesses));
        }
        told.sort(Comparator.comparingLong(Line::knownAt));
        List<Line> all = new ArrayList<>(lines(story, DemoStory.CREDENTIALS, credentials));
        all.addAll(told);
        return all;
    }

    private static List<Line> lines(DemoStory story, String file, String topic) throws IOException {
        List<Line> lines = new ArrayList<>();
        long last = 0;
        for (String text : Files.readAllLines(story.file(file), StandardCharsets.UTF_8)) {
            if (!text.isBlank()) {
                JsonNode json = parsed(text);
                last = knownAt(json, last);
                String eventId = json.path("eventId").asText(null);
                lines.add(new Line(topic, eventId, last, text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode(); // The story has such a line on purpose.
        }
    }

    private static long knownAt(JsonNode json, long otherwise) {
        for (String name : List.of("recordedAt", "occurredAt", "effectiveAt")) {
            try {
                return OffsetDateTime.parse(json.path(name).asText())
                        .toInstant()
                        .toEpochMilli();
            } catch (DateTimeException e) {
                // Absent, or a day alone: the next name, or the line before, tells.
            }
        }
        return otherwise;
    }
}
