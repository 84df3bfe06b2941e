package io.leaverwatch.reference;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A few instants on which a history crowds, and the many ways to write one. */
final class RandomTimes {

    private static final List<String> ZONES = List.of(
            "Europe/London",
            "Europe/London",
            "Europe/London",
            "Asia/Kolkata",
            "UTC",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia");
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2031, 5, 20),
            LocalDate.of(2031, 5, 20),
            LocalDate.of(2031, 3, 30),
            LocalDate.of(2031, 10, 26),
            LocalDate.of(2031, 12, 31));
    private static final List<String> OFFSETS =
            List.of("+05:30", "+0530", "-07:00", "-0700", "+00:00", "-0000", "+18:00", "-1800", "+01:00", "-00:30");

    final ZoneId zone;

    /** Where a rule's answer changes: grows as the history is told. */
    final List<Instant> edges = new ArrayList<>();

    /** The edges of the member with whom most of it has to do. */
    final List<Instant> focus = new ArrayList<>();

    private final Dice dice;
    private final LocalDate day;
    private final List<Duration> steps = new ArrayList<>();

    RandomTimes(Dice dice) {
        this.dice = dice;
        this.zone = ZoneId.of(dice.pick(ZONES));
        this.day = dice.pick(DAYS);
        Instant morning = day.atTime(dice.between(0, 20), dice.pick(List.of(0, 0, 30)))
                .atZone(zone)
                .toInstant();
        edges.add(morning);
        edges.add(morning.plus(Duration.ofMinutes(dice.between(1, 40))));
        edges.add(day.atStartOfDay(zone).toInstant());
        edges.add(day.plusDays(1).atStartOfDay(zone).toInstant());
        edges.add(morning.plus(Duration.ofHours(dice.between(1, 30))));
        edges.add(morning.plus(Duration.ofDays(dice.between(1, 2))));
    }

    /** Makes the limits of the policy steps between events. */
    void stepBy(ReferencePolicy policy) {
        steps.add(Duration.ZERO);
        steps.add(Duration.ZERO);
        List<Duration> limits = new ArrayList<>(List.of(policy.grace, policy.clockSkew));
        for (int i = 0; i < 4; i++) {
            limits.add(policy.grace);
            limits.add(policy.clockSkew);
        }
        for (ReferencePolicy.Rule rule : policy.rules.values()) {
            if (rule.window != null && rule.window.compareTo(Duration.ofHours(12)) < 0) {
                limits.add(rule.window);
            }
        }
        for (Duration limit : limits) {
            for (int millis = -1; millis <= 1; millis++) {
                steps.add(limit.plusMillis(millis));
                steps.add(limit.plusMillis(millis).negated());
            }
        }
    }

    /** On an edge, or a limit away from one, or a little off. */
    Instant any() {
        Instant edge = edge();
        return switch (dice.below(10)) {
            case 0 -> edge.plusSeconds(dice.between(-7_200, 7_200));
            case 1, 2 -> edge.plusMillis(dice.between(-1, 1));
            case 3, 4 -> edge.plus(Duration.ofMinutes(dice.between(1, 90)));
            default -> edge.plus(dice.pick(steps));
        };
    }

    Instant edge() {
        return dice.pick(focus.isEmpty() || dice.percent(50) ? edges : focus);
    }

    LocalDate dayOf(Instant t) {
        return t.atZone(zone).toLocalDate();
    }

    /** The JSON of a date alone. */
    String date(Instant t) {
        return "\"" + DateTimeFormatter.ISO_LOCAL_DATE.format(dayOf(t)) + "\"";
    }

    /** The JSON of an instant in one of its spellings; without an offset it may be read as another one where the clocks change. */
    String json(Instant t) {
        return switch (dice.below(12)) {
            case 0 -> millis(t);
            case 1 -> seconds(t);
            default -> "\"" + text(t) + "\"";
        };
    }

    /** As {@link #json}, without the numbers and the quotation marks. */
    String text(Instant t) {
        int form = dice.below(10);
        if (form < 5) {
            return local(t, ZoneOffset.UTC) + "Z";
        }
        if (form < 7) {
            return local(t, zone);
        }
        String offset = dice.pick(OFFSETS);
        return local(t, ZoneOffset.of(offset)) + offset;
    }

    /** The JSON of a time that does not exist, or exists twice, where the clocks of the zone change. */
    String odd() {
        String hour = dice.pick("00", "01", "02", "03");
        return "\"" + day + "T" + hour + ":" + dice.pick("00", "29:59.999", "30", "59:59.9999", "15") + "\"";
    }

    private String local(Instant t, ZoneId in) {
        LocalDateTime local = LocalDateTime.ofInstant(t, in);
        StringBuilder out = new StringBuilder(
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).format(local));
        int millis = local.getNano() / 1_000_000;
        if (local.getSecond() == 0 && millis == 0 && dice.percent(40)) {
            return out.toString();
        }
        out.append(String.format(Locale.ROOT, ":%02d", local.getSecond()));
        if (millis == 0 && dice.percent(50)) {
            return out.toString();
        }
        String digits = String.format(Locale.ROOT, "%03d", millis);
        if (dice.percent(30)) {
            digits += "999999".substring(0, dice.between(1, 6));
        } else if (digits.endsWith("0") && dice.percent(50)) {
            digits = digits.substring(0, 2);
        }
        return out.append('.').append(digits).toString();
    }

    private String millis(Instant t) {
        return t.toEpochMilli() + dice.pick("", "", "", ".0", ".999", "e0");
    }

    private String seconds(Instant t) {
        BigDecimal seconds = new BigDecimal(t.toEpochMilli()).movePointLeft(3);
        return switch (dice.below(4)) {
            case 0 -> seconds.stripTrailingZeros().toString();
            case 1 -> seconds.toPlainString() + "999";
            case 2 -> seconds.setScale(6).toPlainString();
            default -> seconds.stripTrailingZeros().toPlainString();
        };
    }
}
