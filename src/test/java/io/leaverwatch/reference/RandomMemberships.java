package io.leaverwatch.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Membership events and credential links. Each line is written when all are known, so that some can be delivered again. */
final class RandomMemberships {

    private final Dice dice;
    private final RandomText text;
    private final RandomTimes times;
    private final RandomCast cast;
    private int ids;

    RandomMemberships(Dice dice, RandomTimes times, RandomCast cast) {
        this.dice = dice;
        this.text = new RandomText(dice);
        this.times = times;
        this.cast = cast;
    }

    List<RandomLine> events() {
        List<RandomLine> events = new ArrayList<>();
        for (String member : cast.members) {
            int first = events.size();
            if (member.equals(cast.members.get(0))) {
                events.add(departing(member, times.edges.get(0)));
            }
            for (int i = dice.pick(List.of(0, 1, 1, 2, 3, 5)); i > 0; i--) {
                boolean departs = dice.percent(60);
                events.add(departs ? departing(member, times.any()) : event(member, "REINSTATED", times.any()));
            }
            if (dice.percent(20)) {
                dayTwice(member, events);
            }
            for (int i = dice.pick(List.of(0, 0, 0, 0, 1, 1, 2)); i > 0; i--) {
                events.add(retraction(member, events, first));
            }
        }
        return events;
    }

    List<RandomLine> links() {
        List<RandomLine> links = new ArrayList<>();
        links.add(link(cast.credentials.get(0), cast.members.get(0)));
        for (String credential : cast.credentials) {
            boolean isMember = cast.members.contains(credential);
            for (int i = dice.pick(isMember ? List.of(0, 0, 0, 1) : List.of(0, 0, 1, 1, 1, 2)); i > 0; i--) {
                links.add(link(credential, dice.pick(cast.members)));
            }
        }
        return links;
    }

    private RandomLine departing(String member, Instant t) {
        return event(member, dice.pick("RESIGNED", "RESIGNED", "RESIGNED", "EXPELLED", "LAPSED", "SUSPENDED"), t);
    }

    private RandomLine event(String member, String type, Instant t) {
        RandomLine line = new RandomLine(dice);
        line.text("eventId", nextId("m"));
        line.text("memberId", text.id(member));
        line.text("type", text.word(type));
        if (dice.percent(20)) {
            line.json("effectiveAt", times.date(t));
            edge(member, startOfDay(t, 0));
            edge(member, startOfDay(t, 1));
        } else if (dice.percent(4)) {
            line.json(
                    "effectiveAt", dice.percent(70) ? times.odd() : dice.pick("\"0001-01-01\"", "\"9999-12-31\"", "0"));
        } else {
            line.json("effectiveAt", times.json(t));
            edge(member, t);
        }
        recorded(line, t);
        return extras(line);
    }

    private void recorded(RandomLine line, Instant t) {
        switch (dice.below(12)) {
            case 0, 1 -> line.json("recordedAt", times.json(times.any()));
            case 2 -> line.json("recordedAt", times.json(t));
            case 3, 4 -> line.json("recordedAt", times.json(t.plus(Duration.ofHours(dice.between(1, 30)))));
            case 5 -> line.json("recordedAt", times.date(t));
            case 6 -> line.nothing("recordedAt");
            default -> {}
        }
    }

    private RandomLine extras(RandomLine line) {
        if (dice.percent(70)) {
            line.free("source", text.id(dice.pick("hr", "HR", "directory", "sync")));
        }
        return dice.percent(40) ? line.free("reason", dice.pick("moved", "\u00ab by letter \u00bb")) : line;
    }

    /** A departing event and a REINSTATED on one day, one or both as a date alone, recorded near each other. */
    private void dayTwice(String member, List<RandomLine> events) {
        Instant day = startOfDay(dice.pick(times.edges), 0).plusSeconds(1);
        Instant recorded = times.any();
        RandomLine out = departing(member, day.plus(Duration.ofHours(dice.between(0, 20))));
        RandomLine back = event(member, "REINSTATED", day.plus(Duration.ofHours(dice.between(0, 20))));
        int dates = dice.between(1, 3);
        if (dates != 2) {
            out.json("effectiveAt", times.date(day));
        }
        if (dates != 1) {
            back.json("effectiveAt", times.date(day));
        }
        edge(member, startOfDay(day, 1));
        if (dice.percent(60)) {
            out.json("recordedAt", times.json(recorded));
            back.json("recordedAt", times.json(recorded.plusMillis(dice.between(-1, 1))));
        }
        events.add(out);
        events.add(back);
    }

    private RandomLine retraction(String member, List<RandomLine> events, int first) {
        RandomLine line = new RandomLine(dice);
        line.text("eventId", nextId("x"));
        line.text("memberId", text.id(member));
        line.text("type", text.word("RETRACTED"));
        boolean own = events.size() > first && dice.percent(70);
        boolean known = own || (!events.isEmpty() && dice.percent(50));
        RandomLine named =
                known ? events.get(own ? dice.between(first, events.size() - 1) : dice.below(events.size())) : null;
        line.json("retracts", named == null ? line.quoted("nothing") : named.fields.get("eventId"));
        if (dice.percent(30)) {
            line.json("effectiveAt", dice.percent(50) ? times.date(times.any()) : times.json(times.any()));
        }
        recorded(line, times.any());
        return extras(line);
    }

    private RandomLine link(String credential, String member) {
        RandomLine line = new RandomLine(dice);
        line.text("credentialId", text.id(credential));
        line.text("memberId", text.id(member));
        int relation = dice.below(10);
        if (relation < 7) {
            line.text("relation", text.word(dice.pick("OWNER", "OWNER", "DELEGATE", "SERVICE")));
        } else if (relation == 7) {
            line.nothing("relation");
        }
        Instant from = times.any();
        int validity = dice.below(10);
        if (validity >= 5 && validity != 7) {
            line.json("validFrom", dice.percent(15) ? times.date(from) : times.json(from));
            edge(member, from);
        }
        if (validity >= 7) {
            Instant until = from.plus(Duration.ofMinutes(dice.pick(List.of(1, 20, 200, 3_000))));
            line.json("validUntil", dice.percent(15) ? times.date(until) : times.json(until));
            edge(member, until);
        }
        return line;
    }

    private void edge(String member, Instant t) {
        times.edges.add(t);
        if (member.equals(cast.members.get(0))) {
            times.focus.add(t);
        }
    }

    /** Mostly ascending; sometimes out of the order of chars, or only different in case. */
    private String nextId(String prefix) {
        ids++;
        return dice.pick("", "", "", "", "\ud83d\ude00", "\uffee", " ")
                + (dice.percent(85) ? prefix : prefix.toUpperCase(java.util.Locale.ROOT)) + "-"
                + (dice.percent(90) ? ids : Math.max(1, ids - 1));
    }

    private Instant startOfDay(Instant t, int daysLater) {
        return times.dayOf(t).plusDays(daysLater).atStartOfDay(times.zone).toInstant();
    }
}
