package io.leaverwatch.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Names;
import io.leaverwatch.domain.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaverIndexTest {
    private static final String[] LETTERS = {
        "a",
        "A",
        "b",
        "k",
        "\u212a",
        "\u00e9",
        "\u00c9",
        "\u0130",
        "\u00df",
        "\u03a3",
        "@",
        "`",
        "[",
        "{",
        " ",
        "\u00a0",
        "\ud83d\ude00",
        "-",
        "_",
        "0"
    };

    @Test
    void holdsEveryCredentialThatALeaverEverHadAndTheLeaversOwnId() {
        LeaverIndex index = new LeaverIndex.Builder(TestPolicies.LONDON)
                .add(TestLeavers.event("Ann ", MembershipType.RESIGNED))
                .add(TestLeavers.event("Bob", MembershipType.REINSTATED))
                .add(TestLeavers.event("Cid", MembershipType.SUSPENDED))
                .add(TestLeavers.event("Cid", MembershipType.RETRACTED))
                .add(link("ann@x", "ANN", Relation.OWNER))
                .add(link("bob@x", "bob", Relation.OWNER))
                .add(link("Bot", "cid", Relation.SERVICE))
                .build();

        assertThat(List.of("ann", "ann@x", "cid", "bot")).allMatch(index::mayHold);
        assertThat(List.of("bob", "bob@x", "", "an", "annx")).noneMatch(index::mayHold);
        assertThat(LeaverIndex.EVERYONE.mayHold("bob")).isTrue();
    }

    @Test
    void findsAGivenNameExactlyWhenItsKeyIsInTheSet() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            Set<String> keys = new HashSet<>();
            int size = random.nextInt(50);
            while (keys.size() < size) {
                keys.add(Names.key(name(random)));
            }
            ByteKeys index = new ByteKeys(keys);
            List<String> asked = new ArrayList<>(keys);
            for (int i = 0; i < 500; i++) {
                asked.add(name(random));
            }
            for (String given : asked) {
                byte[] padded = Arrays.copyOf(given.getBytes(UTF_8), given.getBytes(UTF_8).length + 8);
                boolean isFound = index.containsGiven(padded, 0, padded.length - 8);
                assertThat(isFound).as(given).isEqualTo(keys.contains(Names.key(given)));
                assertThat(index.contains(Names.key(given))).as(given).isEqualTo(isFound);
            }
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int alphabet = random.nextBoolean() ? 3 : LETTERS.length;
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            name.append(LETTERS[random.nextInt(alphabet)]);
        }
        return name.toString();
    }

    private static CredentialLink link(String credential, String member, Relation relation) {
        return new CredentialLink(credential, member, relation, 0, 1, null);
    }
}
