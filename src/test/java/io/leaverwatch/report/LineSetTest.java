package io.leaverwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LineSetTest {
    @Test
    void countsALineOnceHoweverOftenItIsNamed() {
        LineSet lines = new LineSet();
        for (int round = 0; round < 2; round++) {
            for (int source = 0; source < 3; source++) {
                for (long position = 0; position < 200_000; position += 100) {
                    assertThat(lines.add(source, position)).isEqualTo(round == 0);
                }
            }
        }
        assertThat(lines.size()).isEqualTo(3 * 2000);
    }

    @Test
    void refusesWhatIsNoLineOfAFile() {
        LineSet lines = new LineSet();
        assertThatIllegalArgumentException().isThrownBy(() -> lines.add(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> lines.add(0, 1L << 44));
        assertThatIllegalArgumentException().isThrownBy(() -> lines.add(1 << 19, 0));
    }
}
