package io.leaverwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

    private static void assertSaid(Script.Result result, int status, String part) {
        assertThat(result.output()).startsWith("cluster: ").contains(part).hasLineCount(1);
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
            assertThat(cluster.rest()
                            .get("/jobs/" + job + "/checkpoints")
                            .path("counts")
                            .path("restored")
                            .asInt())
                    .isPositive();
        }
    }
}
