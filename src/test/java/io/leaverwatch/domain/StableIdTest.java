package io.leaverwatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids are the hash that they are said to be, and differ where their parts do. */
class StableIdTest {
    @Test
    void hashesEachPartAfterItsLength() throws Exception {
        String longer = "ä\uD83D\uDE00".repeat(100);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String part : List.of("a", "", longer)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        assertThat(StableId.of(List.of("a", "", longer)))
                .isEqualTo(HexFormat.of().formatHex(digest.digest()).substring(0, 32));
    }

    @Test
    void keepsLoneSurrogatesApart() {
        assertThat(StableId.of(List.of("\uD800"))).isNotEqualTo(StableId.of(List.of("\uD801")));
    }
}
