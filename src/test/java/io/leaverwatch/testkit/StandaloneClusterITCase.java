package io.leaverwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster that tests stand on, and with it the scripts that a person starts one with. */
class StandaloneClusterITCase {
    @TempDir
    Path folder;

    @Test
    void replacesAKilledTaskManagerAndTheJobGoesOn() throws Exception {
        Path jar = JobJar.write(folder.resolve("job.jar"), CountingJob.class);
        try (StandaloneCluster cluster =
                StandaloneCluster.builder().taskManagers(2).slots(1).start()) {
            String job = cluster.submit("-p", "2", jar.toString());
            cluster.awaitStatus(job, "RUNNING");
            cluster.checkpoint(job);

            assertThat(cluster.killTaskManager()).isEqualTo("taskmanager-1");
            cluster.awaitTaskManagers(1);
            assertThat(cluster.run("status").status()).isEqualTo(1);
            cluster.startTaskManager();
            cluster.awaitTaskManagers(2);
            assertThat(cluster.run("status").status())
                    .as("the killed one was replaced")
                    .isZero();
            assertThat(cluster.taskManagers()).containsExactly("taskmanager-2", "taskmanager-3");
            Path kept = cluster.folder().resolve("tmp");
            assertThat(kept.toFile().list())
                    .as("what each keeps while it runs")
                    .containsExactlyInAnyOrder("jobmanager-1", "taskmanager-2", "taskmanager-3");
            assertThat(kept.resolve("taskmanager-2")).isNotEmptyDirectory();
            cluster.awaitStatus(job, "RUNNING");
            Await.value(
                    "the restart is counted",
                    Await.PATIENCE,
                    () -> cluster.rest().metric(job, "numRestarts"),
                    restarts -> restarts > 0);

            String savepoint = cluster.suspend(job);
            String next = cluster.submit("-s", savepoint, "-p", "1", jar.toString());
            cluster.awaitStatus(next, "RUNNING");
            assertThat(cluster.savepoint(next)).isNotEqualTo(savepoint);
            cluster.cancel(next);
            cluster.run("stop");
            assertThat(kept).isEmptyDirectory();
        }
    }

    @Test
    void saysInASentenceWhatWentWrong() throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.builder().start()) {
            assertSaid(cluster.run("submit", "no.jar"), 2, "JAR file does not exist: no.jar");
            assertSaid(cluster.run("savepoint", "of-what"), 2, "Cannot parse JobID from \"of-what\"");
            assertSaid(cluster.run("cancel", "0".repeat(32)), 1, "Could not find Flink job");
            Path jar = JobJar.write(folder.resolve("job.jar"), CountingJob.class);
            assertSaid(
                    cluster.run("submit", "-s", "/no/savepoint", "-c", "no.such.Class", jar.toString()),
                    1,
                    "no.such.Class");
        }
    }

    @Test
    void leavesNothingRunningWhereItCouldNotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            String dir = folder.resolve("cluster").toString();
            assertSaid(
                    start("cluster", "--dir", dir, "-D", "rest.port=" + port),
                    1,
                    "jobmanager-1 ended while it was starting: Could not start rest endpoint on any port in port range "
                            + port + "; its log is " + folder.toRealPath() + "/cluster/logs/jobmanager-1.log.");
            Script.Result status = Script.run(Map.of(), "cluster", List.of("status", "--dir", dir));
            assertThat(status.output()).isEqualTo("nothing was started\n");

            String rest = "rest.port=" + Ports.free(1).get(0);
            String zookeeper = String.valueOf(port);
            assertSaid(
                    start("cluster", "--dir", dir, "-D", rest, "--ha", "--zookeeper-port", zookeeper),
                    1,
                    "zookeeper-1 ended while it was starting: Address already in use; its log is ");
            assertSaid(
                    start("broker", "--dir", folder.resolve("broker").toString(), "--port", String.valueOf(port)),
                    1,
                    "broker ended while it was starting: 127.0.0.1:" + port + ": Address already in use; its log is ");
        }
    }

    @Test
    void aTaskManagerThatDoesNotStartIsNotMissed() throws Exception {
        try (StandaloneCluster cluster = StandaloneCluster.builder().start()) {
            String taken = String.valueOf(cluster.rest().port());
            assertSaid(
                    cluster.run("taskmanager", "-D", "taskmanager.data.port=" + taken),
                    1,
                    "taskmanager-2 ended while it was starting: ");
            assertThat(cluster.run("status").output()).doesNotContain("does not run");
            cluster.killJobManager();
            assertSaid(cluster.run("taskmanager"), 1, "no JobManager runs in ");
            assertSaid(cluster.run("list"), 1, "no JobManager runs in ");
        }
    }

    @Test
    void saysWhichWordCannotBe() throws Exception {
        assertSaid(start("cluster", "--config", folder.toString()), 2, "--config: cannot read the file " + folder);
        assertSaid(start("cluster", "-D", "taskmanager.memory.process.size"), 2, "-D takes KEY=VALUE, not 'task");
        assertSaid(start("cluster", "--ha", "--dir", "x"), 2, "--dir DIR comes before the other options");
        assertSaid(start("cluster", "--ha", "--zookeeper-port", "0"), 2, "a port from 1 to 65535, not '0'");
        assertSaid(start("broker", "--port", "99999"), 2, "--port takes a port from 1 to 65535, not '99999'");
        assertSaid(start("broker", "-D", "foo"), 2, "-D takes NAME=VALUE, not 'foo'");
        assertSaid(start("broker", "foo"), 2, "unknown option foo; allowed: --dir");
        String dir = folder.resolve("cluster").toString();
        assertSaid(
                start("cluster", "--dir", dir, "-D", "taskmanager.memory.process.size=1k"),
                2,
                "Flink does not take the memory sizes in " + folder.toRealPath() + "/cluster/conf/config.yaml: ");
        assertSaid(Script.run(Map.of(), "broker", List.of("tool")), 2, "tool needs the class");
        assertSaid(Script.run(Map.of(), "broker", List.of("topics", "--dir", dir)), 1, "no broker runs in ");
        assertSaid(Script.run(Map.of(), "cluster", List.of("status", "--dir", "/proc/x")), 2, "make or write");
    }

    private static Script.Result start(String script, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("start"));
        all.addAll(List.of(words));
        return Script.run(Map.of(), script, all);
    }

    private static void assertSaid(Script.Result result, int status, String part) {
        assertThat(result.output())
                .matches("(?s)(cluster|broker): .*")
                .contains(part)
                .hasLineCount(1);
        assertThat(result.status()).isEqualTo(status);
    }

    @Test
    void bringsItsJobsBackAfterTheJobManagerWasKilled() throws Exception {
        Path jar = JobJar.write(folder.resolve("job.jar"), CountingJob.class);
        try (StandaloneCluster cluster =
                StandaloneCluster.builder().highlyAvailable().start()) {
            String job = cluster.submit(jar.toString());
            cluster.awaitStatus(job, "RUNNING");
            cluster.checkpoint(job);
            cluster.killJobManager();
            cluster.startJobManager();
            cluster.awaitStatus(job, "RUNNING");
            assertThat(cluster.rest().restored(job)).isPositive();
        }
    }
}
