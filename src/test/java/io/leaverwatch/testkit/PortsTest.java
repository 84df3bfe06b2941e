package io.leaverwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is started on free ports starts although another program takes one of them first. */
class PortsTest {
    private final List<Integer> tried = new ArrayList<>();

    @Test
    void givesNoPortTwice() throws Exception {
        for (int i = 0; i < 300; i++) {
            tried.addAll(Ports.free(3));
        }
        assertThat(new HashSet<>(tried)).hasSize(900);
    }

    @Test
    void triesOthersWhereOneWasTaken() throws Exception {
        String started = Ports.use(2, ports -> {
            tried.addAll(ports);
            if (tried.size() < 5) {
                throw new IOException("failed to bind to 127.0.0.1:1: Address already in use");
            }
            return "started";
        });
        assertThat(started).isEqualTo("started");
        assertThat(tried).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void hidesNoOtherFailure() {
        assertThatThrownBy(() -> Ports.use(1, ports -> {
                    tried.addAll(ports);
                    throw new IOException("no more space");
                }))
                .hasMessage("no more space");
        assertThat(tried).hasSize(1);
    }

    @Test
    void givesUpInTheEnd() {
        assertThatThrownBy(() -> Ports.use(1, ports -> {
                    tried.addAll(ports);
                    throw new IOException("Could not start rest endpoint on any port in port range 1");
                }))
                .hasMessageContaining("any port");
        assertThat(tried).hasSize(3);
    }
}
