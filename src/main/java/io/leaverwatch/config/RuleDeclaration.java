package io.leaverwatch.config;

import io.leaverwatch.domain.AccessFilter;
import io.leaverwatch.domain.Rule;
import io.leaverwatch.domain.Severity;
import io.leaverwatch.domain.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One entry of {@code rules}, complete: a user's own rule, or a default one with the user's changes in it. */
final class RuleDeclaration {
    /** The keys of a rule. */
    static final List<String> KEYS = List.of(
            "id",
            "enabled",
            "severity",
            "phase",
            "over",
            "contiguous",
            "once",
            "overlapping",
            "window",
            "count",
            "denials",
            "records",
            "sequence",
            "attack");
    /** The keys of a step of a {@code sequence}. */
    static final List<String> STEP_KEYS = List.of("outcome", "action", "system", "times");

    private static final String ALLOWED_ID = "1 to 64 small letters, digits and hyphens";
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern TECHNIQUE = Pattern.compile("T[0-9]{4}(\\.[0-9]{3})?");
    private static final List<String> ATTACK = List.of("T1078", "T1213");
    /** Numbers that a step's times may name, with the least of each: a burst of one would be no burst. */
    private static final Map<String, Integer> NAMED = new TreeMap<>(Map.of("$count", 2, "$denials", 1));

    private static final Map<String, Rule.Phase> PHASES =
            new TreeMap<>(Map.of("after", Rule.Phase.AFTER, "before", Rule.Phase.BEFORE));
    private static final int MOST_TIMES = 1000;
    private static final int MOST_STEPS = 20;

    private final Setting item;
    private final Map<String, Setting> entries;
    private final FilterReader filters;
    private final Set<String> namedByTimes = new TreeSet<>();

    /**
     * @param item the entry, for messages
     * @param entries by key
     * @param filters reads filters
     */
    RuleDeclaration(Setting item, Map<String, Setting> entries, FilterReader filters) {
        this.item = item;
        this.entries = entries;
        this.filters = filters;
    }

    /** The id of an entry. */
    static String id(Setting item, Map<String, Setting> entries) {
        Setting setting = item.required(entries, "id", ALLOWED_ID);
        String id = setting.words(ALLOWED_ID);
        if (!ID.matcher(id).matches()) {
            throw setting.wrong(ALLOWED_ID);
        }
        return id;
    }

    /** The rule that it declares. */
    Rule rule() {
        String id = id(item, entries);
        boolean isBefore = phase() == Rule.Phase.BEFORE;
        AccessFilter over =
                get("over").map(o -> filters.read(o.entries(FilterReader.KEYS))).orElse(AccessFilter.ALL);
        List<Step> steps = steps(over, isBefore);
        if (isBefore) {
            // Looked at as a whole, so that the step's filter is one more condition on every access.
            over = FilterReader.both(over, steps.get(0).filter(), Map.of());
            steps = List.of(new Step(AccessFilter.ALL, steps.get(0).times(), false));
        }
        refuseUnused();
        String mute = null;
        if (isBefore) {
            mute = "says nothing with phase before; leave it out";
        } else if (steps.size() == 1 && steps.get(0).times() == 1) {
            mute = "says nothing in a rule on one access; leave it out";
        }
        return new Rule(
                id,
                flag("enabled", true),
                severity(),
                phase(),
                over,
                order("contiguous", mute),
                order("once", mute) || isBefore,
                overlapping(mute),
                window(isBefore ? null : mute),
                records(isBefore),
                steps,
                attack());
    }

    private Rule.Phase phase() {
        return get("phase").map(p -> p.oneOf(PHASES)).orElse(Rule.Phase.AFTER);
    }

    private List<Setting> sequence() {
        String allowed = "1 to " + MOST_STEPS + " steps, such as [{outcome: DENIED, times: 3}, {outcome: SUCCESS}]";
        Setting sequence = item.required(entries, "sequence", allowed);
        List<Setting> items = sequence.items();
        if (items.isEmpty() || items.size() > MOST_STEPS) {
            throw sequence.wrong(allowed);
        }
        return items;
    }

    private List<Step> steps(AccessFilter over, boolean isBefore) {
        List<Step> steps = new ArrayList<>();
        for (Setting each : sequence()) {
            if (isBefore && !steps.isEmpty()) {
                throw each.refused("is a second step; allowed with phase before: one");
            }
            Step step = step(each, steps.isEmpty() ? null : over);
            // Only to refuse a step that nothing can take.
            FilterReader.both(over, step.filter(), each.entries(STEP_KEYS));
            steps.add(step);
        }
        return List.copyOf(steps);
    }

    /** @param over what the rule looks at; null where the step has none before it */
    private Step step(Setting each, AccessFilter over) {
        Map<String, Setting> stepEntries = new LinkedHashMap<>(each.entries(STEP_KEYS));
        int times = stepEntries.containsKey("times") ? times(stepEntries.get("times")) : 1;
        boolean isOther =
                stepEntries.containsKey("system") && stepEntries.get("system").isWord("other");
        if (isOther) {
            Setting other = stepEntries.remove("system");
            if (over == null) {
                throw other.refused("is 'other' in the first step, before which there is no access to differ from");
            }
            if (!flag("contiguous", false) && !flag("once", false) && !flag("overlapping", false)) {
                // An attempt may then overtake one that began before, and CEP would hold its match back for that one.
                throw other.refused(
                        "is 'other' in a rule that says nothing else of how its accesses follow each other; allowed: with"
                                + " contiguous, once or overlapping: true");
            }
            if (over.systems().size() == 1) {
                throw other.refused("is 'other', but over allows one system, so that the rule could never match");
            }
            if (times > 1) {
                throw stepEntries.get("times").refused("is above 1 in a step whose system is 'other'; allowed: 1");
            }
        }
        return new Step(filters.read(stepEntries), times, isOther);
    }

    private int times(Setting setting) {
        if (!setting.isText()) {
            return (int) setting.whole(1, MOST_TIMES);
        }
        String name = setting.words("$count");
        String allowed = "a whole number from 1 to " + MOST_TIMES + ", or $count or $denials";
        if (!NAMED.containsKey(name)) {
            throw setting.wrong(allowed, Suggestion.of(name, NAMED.keySet()));
        }
        String key = name.substring(1);
        namedByTimes.add(key);
        Setting number = item.required(entries, key, "a whole number, since " + setting.path() + " is " + name);
        return (int) number.whole(NAMED.get(name), MOST_TIMES);
    }

    private void refuseUnused() {
        for (String name : NAMED.keySet()) {
            String key = name.substring(1);
            if (entries.containsKey(key) && !namedByTimes.contains(key)) {
                throw entries.get(key).refused("says nothing, since no step has times: " + name + "; leave it out");
            }
        }
    }

    private Severity severity() {
        Map<String, Optional<Severity>> allowed = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            allowed.put(severity.name(), Optional.of(severity));
        }
        allowed.put("byAction", Optional.empty());
        return entries.containsKey("severity")
                ? entries.get("severity").oneOf(allowed).orElse(null)
                : Severity.MEDIUM;
    }

    /**
     * A flag about how accesses follow each other.
     *
     * @param mute why it has no meaning in this rule; null where it has one
     */
    private boolean order(String key, String mute) {
        boolean isSet = flag(key, false);
        if (isSet && mute != null) {
            throw entries.get(key).refused(mute);
        }
        return isSet;
    }

    private boolean overlapping(String mute) {
        boolean isOverlapping = order("overlapping", mute);
        if (isOverlapping && flag("once", false)) {
            throw entries.get("overlapping").refused("contradicts once; allowed: one of the two");
        }
        return isOverlapping;
    }

    private long window(String mute) {
        if (mute == null) {
            return item.required(entries, "window", "an ISO-8601 duration such as PT10M")
                    .millis(false);
        }
        if (entries.containsKey("window")) {
            throw entries.get("window").refused(mute);
        }
        return 0;
    }

    private long records(boolean isBefore) {
        if (!isBefore && entries.containsKey("records")) {
            throw entries.get("records").refused("says nothing without phase: before; leave it out");
        }
        return get("records").map(r -> r.whole(1, Long.MAX_VALUE)).orElse(0L);
    }

    private List<String> attack() {
        if (!entries.containsKey("attack")) {
            return ATTACK;
        }
        List<String> techniques = new ArrayList<>();
        for (Setting each : entries.get("attack").items()) {
            String allowed = "an ATT&CK technique such as T1078 or T1213.002";
            String technique = each.words(allowed);
            if (!TECHNIQUE.matcher(technique).matches()) {
                throw each.wrong(allowed);
            }
            techniques.add(technique);
        }
        return List.copyOf(techniques);
    }

    private boolean flag(String key, boolean otherwise) {
        return get(key).map(Setting::flag).orElse(otherwise);
    }

    private Optional<Setting> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }
}
