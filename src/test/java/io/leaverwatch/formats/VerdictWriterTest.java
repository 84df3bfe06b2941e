package io.leaverwatch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.Published;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the job itself writes can be said again as withdrawn. */
class VerdictWriterTest {
    private final VerdictWriter writer = new VerdictWriter("live", "version");

    @Test
    void withdrawsAnObjectThatStands() {
        assertThat(writer.canWithdraw(published(true, "{\"status\":\"OPEN\"}"))).isTrue();
        assertThat(writer.canWithdraw(published(false, "{\"status\":\"WITHDRAWN\"}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0\1Obj", "{\"status\":", "[1]", "\"text\"", "{} {}", "{\"a\":1}x", "\uFFFF"})
    void leavesWhatOthersMadeOfARecord(String value) {
        assertThat(writer.canWithdraw(published(true, value))).isFalse();
    }

    private static Published published(boolean isStanding, String value) {
        return new Published(Published.Kind.ALERT, "id", "case", isStanding, value.getBytes(StandardCharsets.UTF_8));
    }
}
