package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferencePolicy.Exemption;
import io.leaverwatch.reference.ReferencePolicy.ProtectedSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Policies under which every rule fires often. */
final class RandomPolicies {

    private final Dice dice;
    private final RandomText text;

    RandomPolicies(Dice dice) {
        this.dice = dice;
        this.text = new RandomText(dice);
    }

    ReferencePolicy policy(RandomTimes times) {
        ReferencePolicy policy = new ReferencePolicy();
        policy.zone = times.zone;
        if (dice.percent(50)) {
            policy.protectedSystems = List.of(
                    new ProtectedSystem("Contact Creator", List.of("contact-creator", "CC"), "political opinions"),
                    new ProtectedSystem("Organise", List.of(), null),
                    new ProtectedSystem("Gr\u00fcne  Liste", List.of("Liste \ud83c\udf3f"), "a list of supporters"));
        }
        if (dice.percent(30)) {
            List<String> types = new ArrayList<>(ReferencePolicy.DEPARTING_TYPES);
            dice.shuffle(types);
            policy.departingTypes = List.copyOf(types.subList(0, dice.between(1, 4)));
        }
        if (dice.percent(40)) {
            policy.authority =
                    dice.pick(List.of(List.of("hr"), List.of("HR", "directory"), List.of("directory", "hr ")));
        }
        policy.grace = dice.pick(List.of(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(7)));
        policy.clockSkew =
                dice.pick(List.of(Duration.ofMinutes(2), Duration.ofMinutes(2), Duration.ZERO, Duration.ofSeconds(10)));
        policy.coverageGap = dice.pick(List.of(Duration.ofHours(6), Duration.ofMinutes(30)));
        ReferencePolicy.Rule burst = policy.rule("post-departure-burst");
        burst.count = dice.between(3, 4);
        burst.window = dice.pick(List.of(Duration.ofMinutes(10), Duration.ofMinutes(3)));
        ReferencePolicy.Rule denied = policy.rule("denied-then-success");
        denied.denials = dice.between(2, 3);
        denied.window = dice.pick(List.of(Duration.ofMinutes(15), Duration.ofMinutes(4)));
        policy.rule("cross-system").window = dice.pick(List.of(Duration.ofMinutes(30), Duration.ofMinutes(5)));
        ReferencePolicy.Rule harvest = policy.rule("pre-departure-harvest");
        harvest.records = dice.pick(List.of(10_000L, 100L, 10L));
        harvest.window = dice.pick(List.of(Duration.ofDays(14), Duration.ofDays(14), Duration.ofHours(2)));
        for (ReferencePolicy.Rule rule : policy.rules.values()) {
            rule.enabled = !dice.percent(7);
            rule.severity = dice.percent(8) ? dice.pick(ReferenceAlerts.SEVERITIES) : null;
        }
        return policy;
    }

    /** Made last, when it is known where the edges are. */
    List<Exemption> exemptions(RandomTimes times, RandomCast cast, ReferencePolicy policy) {
        List<Exemption> exemptions = new ArrayList<>();
        int many = dice.pick(List.of(0, 0, 0, 1, 1, 2, 3));
        while (exemptions.size() < many) {
            boolean byMember = dice.percent(60);
            boolean byCredential = !byMember || dice.percent(25);
            Instant from = times.any();
            Instant until = from.plus(dice.pick(
                    List.of(Duration.ofMillis(1), Duration.ofMinutes(20), Duration.ofHours(5), Duration.ofDays(2))));
            String fromText = dice.percent(30) ? null : dice.percent(30) ? date(times, from) : times.text(from);
            String untilText = dice.percent(30) ? date(times, until) : times.text(until);
            if (fromText != null && !isBefore(fromText, untilText, policy)) {
                fromText = null;
            }
            exemptions.add(new Exemption(
                    byMember ? text.id(dice.pick(cast.members)) : null,
                    byCredential ? text.id(dice.pick(cast.credentials)) : null,
                    dice.percent(50) ? null : systems(policy),
                    fromText,
                    untilText,
                    dice.pick("handover agreed", "audit \u2116 7", "decided: \"yes\""),
                    dice.percent(50) ? "DPO" : null));
        }
        return exemptions;
    }

    private List<String> systems(ReferencePolicy policy) {
        List<String> systems = new ArrayList<>();
        for (int i = dice.between(1, 2); i > 0; i--) {
            systems.add(text.system(spelling(policy)));
        }
        return systems;
    }

    /** A name or an alias of a protected system. */
    String spelling(ReferencePolicy policy) {
        ProtectedSystem system = dice.pick(policy.protectedSystems);
        return system.aliases().isEmpty() || dice.percent(65) ? system.name() : dice.pick(system.aliases());
    }

    private static String date(RandomTimes times, Instant t) {
        return times.dayOf(t).toString();
    }

    private static boolean isBefore(String from, String until, ReferencePolicy policy) {
        Instant start = ReferenceTime.ofText(from).orElseThrow().atStart(policy.zone);
        return start.isBefore(ReferenceTime.ofText(until).orElseThrow().atEnd(policy.zone));
    }
}
