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
            cluster.startTaskManager();
            cluster.awaitTaskManagers(2);
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
