package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceInputs.Source;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small and hostile history: crowded onto a few instants where answers change, told twice and differently, in every spelling that src/docs/inputs.md allows and some that it does not.
 *
 * <p>All protected accesses lie within three weeks, so that a live run with the default lookback must find the same. To see one again: {@code RandomHistory.of(seed)}.
 *
 * @param seed what everything else follows from
 * @param inputs one or two files of each kind
 * @param policy under which the rules fire often
 */
public record RandomHistory(long seed, ReferenceInputs inputs, ReferencePolicy policy) {

    /** The history of a seed; always the same. */
    public static RandomHistory of(long seed) {
        Dice dice = new Dice(seed);
        RandomTimes times = new RandomTimes(dice);
        RandomCast cast = new RandomCast(dice);
        RandomPolicies policies = new RandomPolicies(dice);
        ReferencePolicy policy = policies.policy(times);
        times.stepBy(policy);
        // Dice of their own, so that a history without such rules is the same as it would be if there were none at all.
        Dice ownDice = new Dice(~seed);
        policy.ownRules = new RandomOwnRules(ownDice, new RandomPolicies(ownDice), policy).rules();
        RandomMemberships memberships = new RandomMemberships(dice, times, cast);
        List<RandomLine> events = memberships.events();
        List<RandomLine> links = memberships.links();
        policy.exemptions = policies.exemptions(times, cast, policy);
        RandomAccesses accesses = new RandomAccesses(dice, times, cast, policies, policy);
        accesses.events();
        List<Source> eventFiles = files(dice, Kind.MEMBERSHIP, "memberships", events);
        List<Source> linkFiles = files(dice, Kind.CREDENTIAL, "credentials", links);
        List<Source> accessFiles = files(dice, Kind.ACCESS, "accesses", accesses.withOwnRules());
        return new RandomHistory(seed, new ReferenceInputs(eventFiles, linkFiles, accessFiles), policy);
    }

    /** The same lines in another order, each kind in one file, so that only the positions of the answer may change. */
    public RandomHistory reordered(long orderSeed) {
        Dice dice = new Dice(orderSeed);
        ReferenceInputs other = new ReferenceInputs(
                reordered(dice, "memberships-again.ndjson", inputs.membershipLines()),
                reordered(dice, "credentials-again.ndjson", inputs.credentialLines()),
                reordered(dice, "accesses-again.ndjson", inputs.accessLines()));
        return new RandomHistory(seed, other, policy);
    }

    @Override
    public String toString() {
        return "RandomHistory.of(" + seed + "L)";
    }

    private static List<Source> reordered(Dice dice, String name, List<ReferenceInputs.Line> lines) {
        List<byte[]> all =
                new ArrayList<>(lines.stream().map(ReferenceInputs.Line::bytes).toList());
        dice.shuffle(all);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // A blank line first, so that no line becomes the one at which a byte-order mark is skipped.
        out.write('\n');
        for (byte[] line : all) {
            out.writeBytes(line);
            // A line that ends in a carriage return keeps it.
            out.writeBytes(
                    line.length > 0 && line[line.length - 1] == '\r' ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
        }
        return List.of(new Source(name, out.toByteArray()));
    }

    private static List<Source> files(Dice dice, Kind kind, String name, List<RandomLine> events) {
        List<byte[]> lines = new ArrayList<>();
        RandomBadLines bad = new RandomBadLines(dice);
        for (RandomLine event : events) {
            byte[] line = event.hostile().getBytes(StandardCharsets.UTF_8);
            lines.add(line);
            int again = dice.below(100);
            if (again < 5) {
                lines.add(line);
            } else if (again < 9) {
                lines.add(event.hostile().getBytes(StandardCharsets.UTF_8));
            } else if (again < 15) {
                lines.add(changed(dice, event, events).hostile().getBytes(StandardCharsets.UTF_8));
            }
            if (dice.percent(kind == Kind.CREDENTIAL ? 15 : 7)) {
                lines.add(bad.bad(kind, event));
            }
            if (dice.percent(3)) {
                lines.add(dice.pick("", " ", "\t \r", "\u00a0", "\u3000 ").getBytes(StandardCharsets.UTF_8));
            }
        }
        if (dice.percent(60)) {
            dice.shuffle(lines);
        }
        int cut = dice.percent(40) ? dice.below(lines.size() + 1) : lines.size();
        List<Source> files = new ArrayList<>();
        files.add(file(dice, name + ".ndjson", lines.subList(0, cut)));
        if (cut < lines.size()) {
            files.add(file(dice, "more-" + name + ".ndjson", lines.subList(cut, lines.size())));
        }
        return files;
    }

    /** The same event with one value of another: an identity that is kept makes it a conflict. */
    private static RandomLine changed(Dice dice, RandomLine event, List<RandomLine> events) {
        RandomLine changed = event.copy();
        RandomLine other = dice.pick(events);
        String name = dice.pick(List.copyOf(other.fields.keySet()));
        if (!name.equals("eventId") || dice.percent(30)) {
            changed.json(name, other.fields.get(name));
        }
        return changed;
    }

    private static Source file(Dice dice, String name, List<byte[]> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (dice.percent(25)) {
            out.writeBytes("\ufeff".getBytes(StandardCharsets.UTF_8));
        }
        boolean carriageReturns = dice.percent(25);
        for (int i = 0; i < lines.size(); i++) {
            out.writeBytes(lines.get(i));
            boolean last = i == lines.size() - 1;
            if (!last || dice.percent(70)) {
                out.writeBytes(carriageReturns ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
            }
        }
        return new Source(name, out.toByteArray());
    }
}
