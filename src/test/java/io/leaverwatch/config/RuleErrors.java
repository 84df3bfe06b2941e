package io.leaverwatch.config;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Rules that cannot be, each in a policy on one line, with the message that it gives. */
final class RuleErrors {
    private RuleErrors() {}

    private static Arguments rule(String rule, String message) {
        return arguments("rules: [" + rule + "]", message);
    }

    static Stream<Arguments> wrongRules() {
        return Stream.concat(changedDefaults(), declaredRules());
    }

    private static Stream<Arguments> changedDefaults() {
        return Stream.of(
                rule(
                        "{id: post-departure-burst, denials: 3}",
                        "rules[0].denials cannot be changed in this default rule;"
                                + " allowed: id, enabled, severity, count, window, or a rule with an id of its own"),
                rule(
                        "{id: cross-system, once: false}",
                        "rules[0].once cannot be changed in this default rule; allowed:"
                                + " id, enabled, severity, window, or a rule with an id of its own"),
                rule(
                        "{id: post-departure-access, window: PT1H}",
                        "rules[0].window cannot be changed in this default"
                                + " rule; allowed: id, enabled, severity, or a rule with an id of its own"),
                rule(
                        "{id: post-departure-burst, count: 1}",
                        "rules[0].count is the number 1; allowed: a whole number" + " from 2 to 1000"),
                rule(
                        "{id: post-departure-burst, count: '30'}",
                        "rules[0].count is '30'; allowed: a whole number from 2" + " to 1000"),
                rule(
                        "{id: post-departure-burst, count: 030}",
                        "rules[0].count is the number 030; allowed: a whole" + " number from 2 to 1000"),
                rule(
                        "{id: denied-then-success, denials: 0}",
                        "rules[0].denials is the number 0; allowed: a whole number" + " from 1 to 1000"),
                rule(
                        "{id: post-departure-burst, window: PT0S}",
                        "rules[0].window is 'PT0S'; allowed: an ISO-8601"
                                + " duration above PT0S, in whole milliseconds and not above P36525D, such as PT10M or P14D"),
                rule(
                        "{id: pre-departure-harvest, records: 1.5}",
                        "rules[0].records is the number 1.5; allowed: a whole" + " number from 1"),
                rule(
                        "{id: pre-departure-harvest, records: 9223372036854775808}",
                        "rules[0].records is the number" + " 9223372036854775808; allowed: a whole number from 1"),
                rule("{id: cross-system, enabled: yes}", "rules[0].enabled is 'yes'; allowed: true or false"),
                rule(
                        "{id: cross-system, severity: URGENT}",
                        "rules[0].severity is 'URGENT'; allowed: one of LOW," + " MEDIUM, HIGH, CRITICAL, byAction"),
                rule(
                        "{id: cross-system}, {id: cross-system}",
                        "rules[1].id is 'cross-system'; allowed: each rule once"));
    }

    private static Stream<Arguments> declaredRules() {
        String steps = "1 to 20 steps, such as [{outcome: DENIED, times: 3}, {outcome: SUCCESS}]";
        String id = "1 to 64 small letters, digits and hyphens";
        String times = "a whole number from 1 to 1000, or $count or $denials";
        return Stream.of(
                rule("{id: my-own, count: 3}", "rules[0] lacks sequence; allowed: " + steps),
                rule(
                        "{id: post-departure-bursts, count: 3}",
                        "rules[0].id is 'post-departure-bursts' (did you mean 'post-departure-burst'?); allowed:"
                                + " post-departure-access, post-departure-attempt, post-departure-burst, denied-then-success,"
                                + " cross-system, pre-departure-harvest, or the id of a rule of your own with all that it"
                                + " needs"),
                rule("{sequence: [{}]}", "rules[0] lacks id; allowed: " + id),
                rule("{id: My_Rule, sequence: [{}]}", "rules[0].id is 'My_Rule'; allowed: " + id),
                rule(
                        "{id: a, windw: PT1H}",
                        "the key rules[0].windw is unknown (did you mean 'window'?); allowed: "
                                + String.join(", ", RuleDeclaration.KEYS)),
                rule("{id: a, sequence: []}", "rules[0].sequence is a list; allowed: " + steps),
                rule("{id: a, sequence: {}}", "rules[0].sequence is a mapping; allowed: a list"),
                rule(
                        "{id: a, sequence: [{tims: 2}]}",
                        "the key rules[0].sequence[0].tims is unknown (did you mean"
                                + " 'times'?); allowed: outcome, action, system, times"),
                rule(
                        "{id: a, sequence: [{times: 0}]}",
                        "rules[0].sequence[0].times is the number 0; allowed: a whole" + " number from 1 to 1000"),
                rule(
                        "{id: a, sequence: [{times: 1001}]}",
                        "rules[0].sequence[0].times is the number 1001; allowed: a" + " whole number from 1 to 1000"),
                rule(
                        "{id: a, sequence: [{times: $cuont}]}",
                        "rules[0].sequence[0].times is '$cuont' (did you mean" + " '$count'?); allowed: " + times),
                rule(
                        "{id: a, sequence: [{times: $count}]}",
                        "rules[0] lacks count; allowed: a whole number, since"
                                + " rules[0].sequence[0].times is $count"),
                rule(
                        "{id: a, count: 3, sequence: [{}]}",
                        "rules[0].count says nothing, since no step has times: $count;" + " leave it out"),
                rule(
                        "{id: a, sequence: [{outcome: FAILED}]}",
                        "rules[0].sequence[0].outcome is 'FAILED'; allowed: one" + " of SUCCESS, DENIED, ERROR"),
                rule(
                        "{id: a, sequence: [{outcome: []}]}",
                        "rules[0].sequence[0].outcome is a list; allowed: one or"
                                + " several of SUCCESS, DENIED, ERROR; at least one, or leave the key out"),
                rule(
                        "{id: a, sequence: [{action: 5}]}",
                        "rules[0].sequence[0].action is the number 5; allowed: an action"
                                + " such as EXPORT, or a list of actions; put it in quotes to make it text"),
                rule(
                        "{id: a, sequence: [{system: Payroll}]}",
                        "rules[0].sequence[0].system is 'Payroll'; allowed:"
                                + " protected systems (Contact Creator, Organise) or their aliases"),
                rule(
                        "{id: a, sequence: [{times: 2}]}",
                        "rules[0] lacks window; allowed: an ISO-8601 duration such as" + " PT10M"),
                rule(
                        "{id: a, window: PT1H, sequence: [{}]}",
                        "rules[0].window says nothing in a rule on one access;" + " leave it out"),
                rule(
                        "{id: a, once: true, sequence: [{}]}",
                        "rules[0].once says nothing in a rule on one access; leave" + " it out"),
                rule(
                        "{id: a, records: 5, sequence: [{}]}",
                        "rules[0].records says nothing without phase: before; leave" + " it out"),
                rule(
                        "{id: a, window: PT1H, once: true, overlapping: true, sequence: [{times: 2}]}",
                        "rules[0].overlapping contradicts once; allowed: one of the two"),
                rule(
                        "{id: a, window: PT1H, sequence: [{system: other}, {}]}",
                        "rules[0].sequence[0].system is 'other'"
                                + " in the first step, before which there is no access to differ from"),
                rule(
                        "{id: a, once: true, window: PT1H, sequence: [{}, {system: other, times: 2}]}",
                        "rules[0].sequence[1].times is" + " above 1 in a step whose system is 'other'; allowed: 1"),
                rule(
                        "{id: a, once: true, window: PT1H, over: {system: Organise}, sequence: [{}, {system: other}]}",
                        "rules[0].sequence[1].system is 'other', but over allows one system, so that the rule could"
                                + " never match"),
                rule(
                        "{id: a, window: PT1H, sequence: [{action: EXPORT}, {action: DELETE, system: other}]}",
                        "rules[0].sequence[1].system is 'other' in a rule that says nothing else of how its accesses"
                                + " follow each other; allowed: with contiguous, once or overlapping: true"),
                rule(
                        "{id: a, over: {system: other}, sequence: [{}]}",
                        "rules[0].over.system is 'other'; allowed:"
                                + " protected systems (Contact Creator, Organise) or their aliases"),
                rule(
                        "{id: a, window: PT1H, over: {outcome: SUCCESS}, sequence: [{outcome: DENIED}, {}]}",
                        "rules[0].sequence[0].outcome has nothing in common with over, so that the rule could never"
                                + " match"),
                rule(
                        "{id: a, phase: during, sequence: [{}]}",
                        "rules[0].phase is 'during'; allowed: one of after," + " before"),
                rule(
                        "{id: a, phase: before, sequence: [{}]}",
                        "rules[0] lacks window; allowed: an ISO-8601 duration such" + " as PT10M"),
                rule(
                        "{id: a, phase: before, window: P1D, sequence: [{}, {}]}",
                        "rules[0].sequence[1] is a second step;" + " allowed with phase before: one"),
                rule(
                        "{id: a, phase: before, window: P1D, contiguous: true, sequence: [{}]}",
                        "rules[0].contiguous says" + " nothing with phase before; leave it out"),
                rule(
                        "{id: a, attack: [T10], sequence: [{}]}",
                        "rules[0].attack[0] is 'T10'; allowed: an ATT&CK" + " technique such as T1078 or T1213.002"));
    }
}
