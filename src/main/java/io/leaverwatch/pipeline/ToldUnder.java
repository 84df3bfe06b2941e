package io.leaverwatch.pipeline;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Which alerts were told under the present policy: an alert names the policy's version, so one that stays as it is has
 * to be told again under another. Case files never give a revision twice, so a revision tells the policy.
 */
final class ToldUnder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String version;
    private long before;
    private long newest;
    private transient ListState<Told> states;

    /** @param version the present policy's */
    ToldUnder(String version) {
        this.version = version;
    }

    /**
     * State.
     *
     * @param version of the policy
     * @param before the last revision of the policy before it; 0 where there was none
     * @param newest the newest revision
     */
    public record Told(String version, long before, long newest) {}

    void restore(OperatorStateStore store) throws Exception {
        states = store.getUnionListState(new ListStateDescriptor<>("told", TypeInformation.of(Told.class)));
        boolean isOther = false;
        for (Told told : states.get()) {
            isOther |= !told.version().equals(version);
            before = Math.max(before, told.before());
            newest = Math.max(newest, told.newest());
        }
        if (isOther) {
            before = newest;
        }
    }

    void store() throws Exception {
        states.update(List.of(new Told(version, before, newest)));
    }

    void see(long revision) {
        newest = Math.max(newest, revision);
    }

    /** Whether alerts of that revision were told under the present policy. */
    boolean present(long revision) {
        return revision > before;
    }
}
