package io.leaverwatch.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyWriterTest {
    @Test
    void writesWhatThePolicysVersionIsTheHashOf() throws Exception {
        Policy policy = PolicyReader.read(
                "policy.yaml", "protectedSystems: [{name: Zoë's \"CRM\"}]".getBytes(StandardCharsets.UTF_8));
        byte[] written = PolicyWriter.toJson(policy).toString().getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written));
        assertThat(hash).startsWith(policy.version());
    }

    @Test
    void keepsTheKeysInTheOrderInWhichPoliciesAreWritten() {
        ObjectNode json = PolicyWriter.toJson(PolicyReader.defaults());
        assertThat(List.copyOf(json.properties()).stream().map(p -> p.getKey()))
                .containsExactly(
                        "zone",
                        "protectedSystems",
                        "departingTypes",
                        "authority",
                        "grace",
                        "clockSkew",
                        "lookback",
                        "coverage",
                        "exemptions",
                        "rules");
        assertThat(json.get("rules").get(0))
                .hasToString("{\"id\":\"cross-system\",\"enabled\":true,\"severity\":\"HIGH\",\"phase\":\"after\","
                        + "\"over\":{\"outcome\":[\"SUCCESS\"]},\"contiguous\":true,\"once\":true,\"overlapping\":false,"
                        + "\"window\":\"PT30M\",\"sequence\":[{\"times\":1},{\"system\":\"other\",\"times\":1}],"
                        + "\"attack\":[\"T1078\",\"T1213\"]}");
        assertThat(json.get("lookback").asText()).isEqualTo("P35D");
    }
}
