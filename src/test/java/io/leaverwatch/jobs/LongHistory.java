package io.leaverwatch.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Four days of some hundred members: half of them leave, some are reinstated, some of it was an error; thousands of
 * accesses. Arrives nearly in order, but what is said of members arrives at any time, so that alerts come and go.
 *
 * @param arrivals the lines in the order in which they arrive
 */
record LongHistory(List<Line> arrivals) {
    private static final Instant START = Instant.parse("2031-05-20T00:00:00Z");
    private static final int HOURS = 96;
    private static final int MEMBERS = 200;
    private static final List<String> ACTIONS = List.of("LOGIN", "VIEW", "VIEW", "SEARCH", "EXPORT");
    private static final List<String> OUTCOMES = List.of("SUCCESS", "SUCCESS", "DENIED", "DENIED", "ERROR");
    private static final List<String> SYSTEMS = List.of("Contact Creator", "Organise", "Organise", "Canteen");

    /**
     * One line.
     *
     * @param word for the topic it goes to
     * @param text JSON
     * @param place where it arrives among the others, from 0 to 1
     */
    record Line(String word, String text, double place) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The history of a seed. */
    static LongHistory of(long seed, int accesses) {
        Random random = new Random(seed);
        List<Line> lines = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            lines.addAll(member(member, random));
        }
        for (int i = 0; i < accesses; i++) {
            // Most accesses are of the few who leave.
            int member = random.nextInt(3) == 0 ? random.nextInt(MEMBERS) : 2 * random.nextInt(MEMBERS / 2);
            double hour = random.nextDouble() * HOURS;
            String id = "a-" + i;
            // Some do the same again within seconds.
            int times = random.nextInt(100) == 0 ? 25 : 1;
            for (int time = 0; time < times; time++) {
                lines.add(access(id + "-" + time, member, hour + time / 400.0, random));
            }
        }
        lines.sort(Comparator.comparingDouble(Line::place));
        return new LongHistory(List.copyOf(lines));
    }

    private static List<Line> member(int member, Random random) {
        List<Line> lines = new ArrayList<>();
        if (random.nextInt(10) > 0) {
            lines.add(link(member, member, random.nextInt(3) > 0 ? 0 : random.nextDouble()));
        }
        if (random.nextInt(20) == 0) {
            lines.add(link(member, (member + 2) % MEMBERS, random.nextDouble()));
        }
        if (member % 2 == 0) {
            int left = random.nextInt(HOURS / 2);
            lines.add(event(member, "left", "RESIGNED", "effectiveAt", time(left), random.nextDouble()));
            if (random.nextInt(3) == 0) {
                String back = time(left + 1 + random.nextInt(HOURS / 2));
                lines.add(event(member, "back", "REINSTATED", "effectiveAt", back, random.nextDouble()));
                if (random.nextInt(3) == 0) {
                    lines.add(
                            event(member, "not-back", "RETRACTED", "retracts", "back-" + member, random.nextDouble()));
                }
            } else if (random.nextInt(8) == 0) {
                lines.add(event(member, "not-left", "RETRACTED", "retracts", "left-" + member, random.nextDouble()));
            }
        }
        return lines;
    }

    private static Line event(int member, String id, String type, String more, String value, double place) {
        String text = "{\"eventId\":\"%s-%d\",\"memberId\":\"member-%d\",\"type\":\"%s\",\"%s\":\"%s\"}"
                .formatted(id, member, member, type, more, value);
        return new Line("membership", text, place);
    }

    private static Line link(int credential, int member, double place) {
        String text = "{\"credentialId\":\"login-%d\",\"memberId\":\"member-%d\"}".formatted(credential, member);
        return new Line("credentials", text, place);
    }

    private static Line access(String id, int member, double hour, Random random) {
        String line = ("{\"eventId\":\"%s\",\"occurredAt\":\"%s\",\"system\":\"%s\",\"credentialId\":\"login-%d\","
                        + "\"action\":\"%s\",\"outcome\":\"%s\",\"sessionId\":\"s-%d\",\"recordsAffected\":%d}")
                .formatted(
                        id,
                        time(hour),
                        SYSTEMS.get(random.nextInt(SYSTEMS.size())),
                        member,
                        ACTIONS.get(random.nextInt(ACTIONS.size())),
                        OUTCOMES.get(random.nextInt(OUTCOMES.size())),
                        member * 10 + (int) (hour / 24),
                        random.nextInt(6_000));
        return new Line("accesses", line, (hour / HOURS + random.nextDouble() / 10) / 1.2);
    }

    /**
     * Members of whom nothing is taken back, each with a login that nobody else has. What is known of them only grows, so
     * that no alert of theirs is ever again as it was before.
     */
    Set<String> steadyMembers() throws IOException {
        Set<String> steady = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        for (Line line : arrivals) {
            JsonNode told = LiveTopics.JSON.readTree(line.text());
            String member = told.path("memberId").asText();
            String ownLogin = told.path("credentialId").asText().replace("login-", "member-");
            if (line.word().equals("membership")) {
                (told.path("type").asText().equals("RETRACTED") ? others : steady).add(member);
            } else if (line.word().equals("credentials") && !member.equals(ownLogin)) {
                others.addAll(Set.of(member, ownLogin));
            }
        }
        steady.removeAll(others);
        return steady;
    }

    private static String time(double hour) {
        return START.plusSeconds(Math.round(hour * 3_600)).toString();
    }

    /** What a replay of it ends with. */
    Replayed replay(Path folder, Path policy) throws Exception {
        for (String word : List.of("membership", "credentials", "accesses")) {
            List<String> lines = arrivals.stream()
                    .filter(line -> line.word().equals(word))
                    .map(Line::text)
                    .toList();
            Files.write(folder.resolve(word + ".ndjson"), lines);
        }
        return Replayed.of(
                List.of(folder.resolve("membership.ndjson")),
                List.of(folder.resolve("credentials.ndjson")),
                List.of(folder.resolve("accesses.ndjson")),
                policy,
                folder.resolve("results"));
    }
}
