package io.leaverwatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids are ordered by code point, and half of a surrogate pair is one. */
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
}
