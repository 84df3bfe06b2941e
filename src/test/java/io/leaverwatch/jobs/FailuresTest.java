package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.UsageError;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void findsTheUsersMistakeBelowWhatFlinkWrapsItIn() {
        UsageError mistake = new UsageError("a.gz: ends in the middle.");
        Throwable wrapped = new ExecutionException(new SerializedThrowable(new RuntimeException(mistake)));
        assertThat(Failures.usageError(wrapped))
                .get()
                .extracting(Throwable::getMessage)
                .isEqualTo(mistake.getMessage());
        assertThat(Failures.usageError(new IOException("disk"))).isEmpty();
    }

    @Test
    void saysTheRootCauseInOneSentence() {
        assertThat(Failures.sentence(new RuntimeException("job failed", new IOException("No space left on device"))))
                .isEqualTo("No space left on device.");
        assertThat(Failures.isDiskFull(new RuntimeException(new IOException("No space left on device"))))
                .isTrue();
        assertThat(Failures.isDiskFull(new RuntimeException("job failed"))).isFalse();
        assertThat(Failures.sentence(new RuntimeException("line one\nline two")))
                .isEqualTo("line one.");
        assertThat(Failures.sentence(new NullPointerException())).isEqualTo("NullPointerException.");
    }

    @Test
    void saysHowToGiveMoreMemory() {
        assertThat(Failures.sentence(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .contains("ran out of memory", "-Xmx");
    }
}
