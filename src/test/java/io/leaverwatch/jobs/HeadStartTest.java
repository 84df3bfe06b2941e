package io.leaverwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.rpc.RpcService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadStartTest {
    @TempDir
    Path folder;

    @Test
    void givesWhatItBeganToTheFirstThatAsks() throws Exception {
        HeadStart.begin();
        RpcService begun = HeadStart.take();

        assertThat(begun).isNotNull();
        assertThat(HeadStart.take()).isNull();
        begun.closeAsync().get();
    }

    @Test
    void isUsedByTheReplayThatFollows() throws Exception {
        Path members = Files.writeString(folder.resolve("members.ndjson"), """
                {"eventId":"m-1","memberId":"ann","type":"RESIGNED","effectiveAt":"2031-05-01T12:00:00Z"}
                """);
        Path accesses = Files.writeString(folder.resolve("accesses.ndjson"), """
                {"eventId":"a-1","credentialId":"ann","system":"Organise","action":"EXPORT","occurredAt":"2031-05-01T12:00:01Z"}
                """);
        HeadStart.begin();
        ReplayResult result = new ReplayJob(new ReplayRequest(
                        List.of(members.toString()),
                        List.of(accesses.toString()),
                        List.of(),
                        null,
                        folder.resolve("results"),
                        2,
                        false))
                .run();

        assertThat(HeadStart.take()).isNull();
        assertThat(result.openAlerts()).isPositive();
    }
}
