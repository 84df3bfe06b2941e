package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceOwnRule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What comes near to a match of a rule of the user's own: its accesses in order, some twice, some missing, others between. */
final class RandomOwnScene {

    private final Dice dice;
    private final ReferencePolicy policy;
    private final ReferenceOwnRule rule;
    private String lastSystem = "";

    RandomOwnScene(Dice dice, ReferencePolicy policy, ReferenceOwnRule rule) {
        this.dice = dice;
        this.policy = policy;
        this.rule = rule;
    }

    /**
     * An access of the scene.
     *
     * @param sinceStart from the beginning of the scene, or where the rule looks at the time before, from the departure
     */
    record Moment(Duration sinceStart, String action, String outcome, String system) {}

    List<Moment> moments() {
        List<Step> steps = new ArrayList<>();
        for (Step condition : rule.conditions()) {
            if (!dice.percent(4)) {
                steps.add(condition);
            }
            if (dice.percent(rule.contiguous ? 10 : 35)) {
                steps.add(condition);
            }
            if (dice.percent(12)) {
                steps.add(new Step(ReferenceOwnRule.Filter.ALL, false, null));
            }
        }
        if (dice.percent(25)) {
            steps.addAll(rule.conditions());
        }
        List<Duration> at = rule.before ? before(steps.size()) : after(steps.size());
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            moments.add(moment(at.get(i), steps.get(i)));
        }
        return moments;
    }

    private List<Duration> before(int many) {
        List<Duration> at = new ArrayList<>();
        while (at.size() < many) {
            at.add(
                    switch (dice.below(4)) {
                        case 0 -> rule.window.negated().plusMillis(dice.between(-1, 1));
                        case 1 -> Duration.ofMillis(-dice.between(0, 2));
                        default -> Duration.ofMinutes(-dice.between(1, 29));
                    });
        }
        return at;
    }

    /** In order, some at once; the last often where the window ends. */
    private List<Duration> after(int many) {
        long span = rule.window == null ? 60_000 : rule.window.toMillis();
        List<Duration> at = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            at.add(Duration.ofMillis(dice.percent(30) ? 0 : dice.below((int) span)));
        }
        at.sort(null);
        if (dice.percent(50) && many > 0) {
            at.set(many - 1, Duration.ofMillis(span + dice.between(-1, 0)));
        }
        return at;
    }

    private Moment moment(Duration at, Step step) {
        for (int tries = 0; tries < 300; tries++) {
            String action = dice.pick(RandomOwnRules.ACTIONS);
            String outcome = dice.pick(RandomOwnRules.OUTCOMES);
            String system = dice.pick(policy.protectedSystems).name();
            boolean isElsewhere = !step.other() || !system.equals(lastSystem);
            if (isElsewhere
                    && rule.over.admits(policy, outcome, action, system)
                    && step.filter().admits(policy, outcome, action, system)) {
                lastSystem = system;
                return new Moment(at, action, outcome, system);
            }
        }
        // What a step asks may be out of reach: next to another system than the last there may be none.
        return new Moment(at, "VIEW", "SUCCESS", policy.protectedSystems.get(0).name());
    }
}
