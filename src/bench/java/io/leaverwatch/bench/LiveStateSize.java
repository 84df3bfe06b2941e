package io.leaverwatch.bench;

import io.leaverwatch.bench.GraphMeasure.Backend;
import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.jobs.MeasuredLiveGraph;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.StateObject;

/**
 * How large the keyed state of the operator is that remembers accesses, in a checkpoint with the state on heap, when
 * the job has worked off its topics.
 *
 * @param setup of Flink
 */
record LiveStateSize(LiveFlink.Setup setup) {
    private static final String OPERATOR = "join-breaches";

    /** Bytes of the state after what is in these topics. */
    long bytes(LiveTopics topics) throws Exception {
        LiveSettings settings = topics.newRun();
        try (LiveFlink flink = LiveFlink.start(setup, Backend.HEAP, env -> MeasuredLiveGraph.build(env, settings))) {
            ReadGate.open();
            long bytes = keyedBytes(flink.settle(topics.events()));
            System.err.printf("%s: %,d bytes after %,d events%n", OPERATOR, bytes, topics.events());
            return bytes;
        }
    }

    private static long keyedBytes(Path savepoint) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(savepoint.resolve("_metadata"))))) {
            return Checkpoints.loadCheckpointMetadata(in, LiveStateSize.class.getClassLoader(), savepoint.toString())
                    .getOperatorStates()
                    .stream()
                    .filter(operator -> operator.getOperatorUid().orElse("").equals(OPERATOR))
                    .map(OperatorState::getStates)
                    .flatMap(subtasks -> subtasks.stream())
                    .flatMap(subtask -> subtask.getManagedKeyedState().stream())
                    .mapToLong(StateObject::getStateSize)
                    .sum();
        }
    }
}
