package io.leaverwatch.jobs;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** What a savepoint holds: for each operator the names of its states. */
final class SavepointStates {
    private SavepointStates() {}

    /** One line for each operator with state: {@code uid | names}, both sorted; an operator's own states are marked so. */
    static String of(Path savepoint) throws IOException {
        ClassLoader loader = SavepointStates.class.getClassLoader();
        TreeMap<String, Set<String>> states = new TreeMap<>();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(savepoint.resolve("_metadata"))))) {
            CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(in, loader, savepoint.toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                Set<String> names = new TreeSet<>();
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                        handle.getStateNameToPartitionOffsets()
                                .keySet()
                                .forEach(name -> names.add(name + " (operator)"));
                    }
                    for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                        names.addAll(keyed((KeyGroupsStateHandle) handle, loader));
                    }
                }
                if (!names.isEmpty()) {
                    states.put(operator.getOperatorUid().orElseThrow(), names);
                }
            }
        }
        StringBuilder listing = new StringBuilder();
        states.forEach((uid, names) -> listing.append(uid)
                .append(" | ")
                .append(String.join(", ", names))
                .append('\n'));
        return listing.toString();
    }

    private static Set<String> keyed(KeyGroupsStateHandle handle, ClassLoader loader) throws IOException {
        Set<String> names = new TreeSet<>();
        try (FSDataInputStream in = handle.openInputStream()) {
            KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(loader);
            proxy.read(new DataInputViewStreamWrapper(in));
            proxy.getStateMetaInfoSnapshots().forEach(state -> names.add(state.getName()));
        }
        return names;
    }
}
