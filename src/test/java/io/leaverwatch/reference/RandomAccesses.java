package io.leaverwatch.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Access events: single ones, and scenes that come near to what the rules look for. */
final class RandomAccesses {

    private final Dice dice;
    private final RandomText text;
    private final RandomTimes times;
    private final RandomCast cast;
    private final RandomPolicies policies;
    private final ReferencePolicy policy;
    private final List<RandomLine> lines = new ArrayList<>();
    private int ids;

    RandomAccesses(Dice dice, RandomTimes times, RandomCast cast, RandomPolicies policies, ReferencePolicy policy) {
        this.dice = dice;
        this.text = new RandomText(dice);
        this.times = times;
        this.cast = cast;
        this.policies = policies;
        this.policy = policy;
    }

    /** 5 to 60. */
    List<RandomLine> events() {
        int least = dice.between(5, 48);
        while (lines.size() < least) {
            String credential = dice.percent(40) ? cast.credentials.get(0) : dice.pick(cast.credentials);
            switch (dice.below(9)) {
                case 0 -> burst(credential);
                case 1 -> deniedThenSuccess(credential);
                case 2 -> crossSystem(credential);
                case 3 -> harvest(credential);
                case 4 -> session(credential);
                default -> access(credential, times.any(), action(), outcome());
            }
        }
        return lines;
    }

    /** One to three scenes for each of the user's own rules, behind what was told so far. */
    List<RandomLine> withOwnRules() {
        for (ReferenceOwnRule rule : policy.ownRules) {
            for (int i = dice.between(1, 3); i > 0; i--) {
                ownRule(rule);
            }
        }
        return lines;
    }

    private void ownRule(ReferenceOwnRule rule) {
        String credential = dice.percent(60) ? cast.credentials.get(0) : dice.pick(cast.credentials);
        Instant start = rule.before ? times.edge() : afterDeparture();
        for (RandomOwnScene.Moment one : new RandomOwnScene(dice, policy, rule).moments()) {
            RandomLine line = access(
                    dice.percent(92) ? credential : dice.pick(cast.credentials),
                    start.plus(one.sinceStart()),
                    one.action(),
                    one.outcome());
            line.text("system", text.system(one.system()));
            if (rule.records != null && dice.percent(70)) {
                line.json("recordsAffected", Long.toString(rule.records / 2 + dice.between(0, 1)));
            }
        }
    }

    private void burst(String credential) {
        ReferencePolicy.Rule rule = policy.rule("post-departure-burst");
        Instant start = afterDeparture();
        int count = rule.count - 1 + dice.below(3) + dice.pick(List.of(0, 0, rule.count));
        spread(start, rule.window.plusMillis(dice.between(-1, 0)), count)
                .forEach(t -> access(credential, t, action(), outcome()));
    }

    private void deniedThenSuccess(String credential) {
        ReferencePolicy.Rule rule = policy.rule("denied-then-success");
        int denials = rule.denials - 1 + dice.below(3);
        List<Instant> at = spread(afterDeparture(), rule.window.plusMillis(dice.between(-1, 0)), denials + 1);
        for (int i = 0; i < denials; i++) {
            access(credential, at.get(i), action(), dice.percent(93) ? "DENIED" : "ERROR");
        }
        access(credential, at.get(denials), action(), "SUCCESS");
    }

    private void crossSystem(String credential) {
        Instant t = afterDeparture();
        access(credential, t, action(), "SUCCESS");
        Duration window = policy.rule("cross-system").window;
        access(
                dice.percent(70) ? credential : dice.pick(cast.credentials),
                t.plus(window).plusMillis(dice.between(-1, 0)),
                action(),
                "SUCCESS");
    }

    private void harvest(String credential) {
        ReferencePolicy.Rule rule = policy.rule("pre-departure-harvest");
        Instant start = times.edge();
        int exports = dice.between(1, 4);
        long left = rule.records + dice.between(-1, 1);
        for (int i = 1; i <= exports; i++) {
            long share = i == exports ? left : left / 2;
            left -= share;
            Instant t = switch (dice.below(4)) {
                case 0 -> start.minus(rule.window).plusMillis(dice.between(-1, 1));
                case 1 -> start.minusMillis(dice.between(0, 2));
                default -> start.minus(Duration.ofMinutes(dice.between(1, 110)));
            };
            access(credential, t, "EXPORT", "SUCCESS").json("recordsAffected", Long.toString(share));
        }
    }

    private void session(String credential) {
        String session = dice.pick("s-1", "S-1", "s-2 ", "\ud83d\ude00");
        Instant edge = times.edge();
        access(credential, edge.minusMillis(dice.between(0, 1)), action(), outcome())
                .text("sessionId", session);
        access(credential, edge.plusSeconds(dice.between(0, 3_000)), action(), outcome())
                .text("sessionId", session);
    }

    private RandomLine access(String credential, Instant t, String action, String outcome) {
        RandomLine line = new RandomLine(dice);
        ids++;
        line.text(
                "eventId",
                dice.pick("", "", "", "", "\ud83d\ude00", "\uffee", "\u00a0") + "a-"
                        + (dice.percent(97) ? ids : dice.between(1, ids)));
        line.json("occurredAt", dice.percent(98) ? times.json(t) : times.odd());
        line.text("system", system());
        line.text("credentialId", text.id(credential));
        if (!action.equals("ACCESS") || dice.percent(50)) {
            line.text("action", text.word(action));
        } else if (dice.percent(20)) {
            line.json("action", dice.pick("7", "null", "\" \"", "[]"));
        }
        if (!outcome.equals("SUCCESS") || dice.percent(50)) {
            line.text("outcome", text.word(outcome));
        } else if (dice.percent(20)) {
            line.nothing("outcome");
        }
        if (dice.percent(30)) {
            line.free("sessionId", dice.pick("s-1", "S-1", "s-2 "));
        }
        if (dice.percent(30)) {
            line.free("sourceIp", "192.0.2.7").free("userAgent", "agent/1").free("resource", "list \u2116 4");
        }
        if (dice.percent(40)) {
            line.json("recordsAffected", records());
        }
        lines.add(line);
        return line;
    }

    private String system() {
        if (dice.percent(88)) {
            return text.system(policies.spelling(policy));
        }
        return dice.pick("Canvass", "Organise 2", "Contact\u200bCreator", "ContactCreator", "\u001cOrganise");
    }

    private String records() {
        return dice.pick(
                "0",
                "1",
                "25",
                "9999",
                "9223372036854775807",
                "9223372036854775808",
                "-1",
                "1.0",
                "1e3",
                "\"5\"",
                "null",
                "true");
    }

    private String action() {
        return dice.pick(
                "LOGIN", "SEARCH", "VIEW", "VIEW", "EXPORT", "EXPORT", "MESSAGE", "UPDATE", "DELETE", "Print",
                "ACCESS");
    }

    private String outcome() {
        return dice.pick("SUCCESS", "SUCCESS", "SUCCESS", "DENIED", "DENIED", "ERROR");
    }

    /** Mostly where a departure that begins on an edge has begun. */
    private Instant afterDeparture() {
        Instant edge = times.edge().plus(policy.grace);
        return edge.plus(
                dice.pick(List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMinutes(3), Duration.ofHours(2))));
    }

    /** So many instants from start to start + span, both included, in order, some of them equal. */
    private List<Instant> spread(Instant start, Duration span, int count) {
        List<Instant> at = new ArrayList<>();
        for (int i = 0; i < count - 1; i++) {
            long millis = dice.percent(40) ? 0 : dice.below((int) span.toMillis() + 1);
            at.add(start.plusMillis(i == 0 ? 0 : millis));
        }
        at.sort(null);
        at.add(start.plus(span));
        return at;
    }
}
