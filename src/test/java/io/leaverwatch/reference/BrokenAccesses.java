package io.leaverwatch.reference;

import io.leaverwatch.reference.ReferenceInputs.Line;
import io.leaverwatch.reference.ReferenceInputs.Source;
import io.leaverwatch.reference.ReferenceResult.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lines that break a rule in one of very many ways, and would be accesses of a leaver to a protected system without that. */
public final class BrokenAccesses {
    private static final int AT_ONCE = 500;

    private BrokenAccesses() {}

    /**
     * So many lines, without their endings, each of which has to become a dead letter under the default policy.
     *
     * @param seed what they follow from
     * @param memberships who left
     * @param credentials who holds the logins
     * @param logins of leavers
     */
    public static List<byte[]> of(
            long seed, int count, List<String> memberships, List<String> credentials, List<String> logins) {
        Dice dice = new Dice(seed);
        RandomBadLines bad = new RandomBadLines(dice);
        List<byte[]> broken = new ArrayList<>();
        while (broken.size() < count) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            // A blank line first, so that no line becomes the one at which a byte-order mark is skipped.
            file.write('\n');
            for (int i = 0; i < AT_ONCE; i++) {
                RandomLine good = new RandomLine(dice)
                        .text("eventId", "broken-" + i)
                        .text("occurredAt", "2031-06-0" + dice.between(1, 9) + "T08:15:00Z")
                        .text("system", dice.pick("Organise", "Contact Creator"))
                        .text("credentialId", dice.pick(logins))
                        .free("action", "EXPORT")
                        .free("resource", "list \u2116 4");
                file.writeBytes(bad.bad(Kind.ACCESS, good));
                file.write('\n');
            }
            ReferenceInputs inputs = ReferenceInputs.ofLines(memberships, credentials, List.of());
            inputs = new ReferenceInputs(
                    inputs.memberships(),
                    inputs.credentials(),
                    List.of(new Source("accesses.ndjson", file.toByteArray())));
            broken.addAll(mustBeDead(inputs));
        }
        return broken.subList(0, count);
    }

    private static List<byte[]> mustBeDead(ReferenceInputs inputs) {
        Set<Long> positions = new HashSet<>();
        ReferenceModel.judge(inputs, new ReferencePolicy())
                .requiredDeadLetters()
                .forEach(line -> positions.add(line.position()));
        return inputs.accessLines().stream()
                .filter(line -> positions.contains(line.position()))
                .map(Line::bytes)
                .toList();
    }
}
