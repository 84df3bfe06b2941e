package io.leaverwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.jobs.RunProgress;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void showsTheShareTheRateAndTheTimeLeft() {
        assertThat(ProgressLine.text(new RunProgress("reading accesses", 250, 1000, 3_000_000), 2))
                .isEqualTo("reading accesses   25 %  1.5 M events/s  6 s left");
        assertThat(ProgressLine.text(new RunProgress("reading accesses", 1, 1000, 30_000), 2))
                .isEqualTo("reading accesses    0 %  15 k events/s  33 min 18 s left");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(ProgressLine.text(new RunProgress("reading members", 0, 1000, 0), 0))
                .isEqualTo("reading members");
        assertThat(ProgressLine.text(new RunProgress("reading accesses", 500, 0, 40), 2))
                .as("standard input has no size")
                .isEqualTo("reading accesses  20 events/s");
        assertThat(ProgressLine.text(new RunProgress("writing results", 1000, 1000, 40), 2))
                .isEqualTo("writing results");
    }
}
