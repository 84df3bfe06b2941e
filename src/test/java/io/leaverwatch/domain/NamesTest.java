package io.leaverwatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ids are ordered by code point, and half of a surrogate pair is one; joined, they stay apart. */
class NamesTest {
    @Test
    void ordersByCodePoint() {
        List<String> ids = List.of(
                "",
                "z",
                "z\uD83D",
                "z\uD83Dx",
                "z\uD83D\uD83D",
                "z\uDC00",
                "z\uFFFD",
                "z\uD83D\uDE00",
                "z\uD83D\uDE01");
        for (int i = 0; i < ids.size(); i++) {
            for (int k = 0; k < ids.size(); k++) {
                assertThat(Integer.signum(Names.compareByCodePoint(ids.get(i), ids.get(k))))
                        .as("%d and %d", i, k)
                        .isEqualTo(Integer.compare(i, k));
            }
        }
    }

    @Test
    void joinsNoTwoPairsToOneKeyWhateverTheirCharacters() {
        List<String> characters = List.of("", "a", "\0", "\1", "e", "j");
        List<String> names = new ArrayList<>();
        for (String first : characters) {
            for (String second : characters) {
                for (String third : characters) {
                    names.add(first + second + third);
                }
            }
        }
        Set<String> different = new LinkedHashSet<>(names);
        Set<String> keys = new HashSet<>();
        for (String first : different) {
            for (String second : different) {
                String key = Names.join(first, second);
                assertThat(keys.add(key)).as("'%s' and '%s'", first, second).isTrue();
                assertThat(different.stream().filter(name -> key.startsWith(Names.joinedWith(name))))
                        .containsExactly(first);
            }
        }
    }
}
