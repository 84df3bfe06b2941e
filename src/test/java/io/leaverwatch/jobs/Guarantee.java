package io.leaverwatch.jobs;

import java.util.ArrayList;
import java.util.List;

/** A kind of delivery and what keeps the state meanwhile, as settings of a job. */
enum Guarantee {
    AT_LEAST_ONCE_ON_HEAP(false, false),
    EXACTLY_ONCE_ON_HEAP(true, false),
    EXACTLY_ONCE_ON_ROCKSDB(true, true);

    private final boolean isExactlyOnce;
    private final boolean isIncremental;

    Guarantee(boolean isExactlyOnce, boolean isIncremental) {
        this.isExactlyOnce = isExactlyOnce;
        this.isIncremental = isIncremental;
    }

    boolean isExactlyOnce() {
        return isExactlyOnce;
    }

    boolean isIncremental() {
        return isIncremental;
    }

    /** Lines of the settings file; RocksDB as deploy/kubernetes/live.yaml has it. */
    String[] settings(String checkpointInterval) {
        List<String> lines = new ArrayList<>();
        lines.add(isExactlyOnce ? "delivery: exactly-once" : "repairAfter: PT1S");
        lines.add("flink:");
        lines.add("  execution.checkpointing.interval: " + checkpointInterval);
        if (isIncremental) {
            lines.add("  state.backend.type: rocksdb");
            lines.add("  execution.checkpointing.incremental: \"true\"");
            lines.add("  state.backend.rocksdb.timer-service.factory: HEAP");
        }
        return lines.toArray(String[]::new);
    }

    /** The name that Flink says of what keeps the state. */
    String stateBackend() {
        return isIncremental ? "EmbeddedRocksDBStateBackend" : "HashMapStateBackend";
    }
}
