package io.leaverwatch.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.testkit.OwnNetwork;
import io.leaverwatch.testkit.Prometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard's expressions and the alert rules, asked of a real Prometheus. Three things are shown. Of the rules, with made-up
 * series: each fires when it should and not otherwise, with the thresholds and waiting times that are shipped. Of the live
 * job on a cluster: see {@link MonitoredRun}. Grafana itself is not started.
 */
class MonitoringITCase {
    private static final Path TESTS = Path.of("src/test/resources/monitoring");
    private static final Path RULES = DeployFiles.FOLDER.resolve(MonitoringFiles.RULES);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    @Test
    void rulesAreRead() throws Exception {
        assertThat(Prometheus.promtool("check", "rules", RULES.toString()))
                .contains(MonitoringFiles.rules().size() + " rules found");
    }

    @Test
    void rulesFireWhenTheyShould() throws Exception {
        Files.copy(RULES, folder.resolve(RULES.getFileName()));
        for (String file : List.of("rules-test.yml", "silent-feeds-test.yml")) {
            Files.copy(TESTS.resolve(file), folder.resolve(file));
            Prometheus.promtool("test", "rules", folder.resolve(file).toString());
        }
    }

    @Test
    void theLiveJobAnswersEveryExpression() throws Exception {
        OwnNetwork.Result run = OwnNetwork.run(MonitoredRun.class, folder.resolve("run.log"), LIMIT);
        assertThat(run.status()).as(run.output()).isZero();
    }
}
