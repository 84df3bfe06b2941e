package io.leaverwatch.pipeline;

import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.metrics.KeptCount;
import io.leaverwatch.types.AccessBlock;
import io.leaverwatch.types.BlockIndex;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.StoredBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;

/**
 * The accesses of a subtask that no departure concerns yet, which are nearly all. They are not kept by credential but by
 * shelf, of which each key group has a few: there they gather in memory to blocks, and a block is written once it is full,
 * and as far as it is at each checkpoint. A credential's are taken out when a departure begins to concern it.
 *
 * <p>A shelf has a key of its own in Flink's state, which is made to fall into the shelf's key group.
 *
 * <table>
 * <caption>State, by shelf</caption>
 * <tr><td>waiting</td><td>number → block of accesses</td><td>ends when its last access has left the look-back</td></tr>
 * <tr><td>waiting-index</td><td>number → whose accesses and how old</td><td>ends with the block</td></tr>
 * <tr><td>waiting-next</td><td>the next block's number</td><td>kept for good</td></tr>
 * </table>
 */
final class WaitingAccesses implements Triggerable<String, VoidNamespace> {
    /** The name of the timers that sweep. */
    static final String TIMERS = "waiting-sweeps";

    /**
     * More shelves: fewer blocks to look into for a departure, and more memory for blocks that are not full. Once released it
     * never changes: what is stored lies on the shelf that this number gave.
     */
    private static final int SHELVES = 8;

    /** No block's number. */
    private static final long NONE = -1;

    private final KeyedStateBackend<String> backend;
    private final AccessReader reader;
    private final LookbackHorizon horizon;
    private final KeptCount remembered;
    private final MapState<Long, StoredBlock> blocks;
    private final MapState<Long, BlockIndex> indexes;
    private final ValueState<Long> next;
    private final Shelf[] shelves;
    private final Map<String, Shelf> byKey = new HashMap<>();
    private final int firstKeyGroup;
    private final int maxParallelism;
    private InternalTimerService<VoidNamespace> timers;
    private LongSupplier clock;

    /** The block that a shelf gathers. */
    private static final class Shelf {
        private final String key;
        private final int keyGroup;
        private final AccessBlock block = new AccessBlock();
        /** Under which the block is written; {@link #NONE} before it first is. */
        private long number = NONE;

        private boolean isDirty;
        /** The number of the shelf's next block; {@link #NONE} before it was asked for. */
        private long next = NONE;

        private boolean isNextStored = true;
        /** The last sweep that was ordered. */
        private long sweep = Long.MIN_VALUE;

        private Shelf(String key, int keyGroup) {
            this.key = key;
            this.keyGroup = keyGroup;
        }

        private void begin() {
            block.clear();
            number = NONE;
            isDirty = false;
        }
    }

    WaitingAccesses(
            KeyedStateBackend<String> backend,
            RuntimeContext context,
            AccessReader reader,
            LookbackHorizon horizon,
            KeptCount remembered) {
        this.backend = backend;
        this.reader = reader;
        this.horizon = horizon;
        this.remembered = remembered;
        this.maxParallelism = context.getTaskInfo().getMaxNumberOfParallelSubtasks();
        KeyGroupRange range = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                maxParallelism,
                context.getTaskInfo().getNumberOfParallelSubtasks(),
                context.getTaskInfo().getIndexOfThisSubtask());
        this.firstKeyGroup = range.getStartKeyGroup();
        this.shelves = new Shelf[range.getNumberOfKeyGroups() * SHELVES];
        blocks = context.getMapState(new MapStateDescriptor<>("waiting", Types.LONG, StoredBlock.TYPE));
        indexes = context.getMapState(new MapStateDescriptor<>("waiting-index", Types.LONG, BlockIndex.TYPE));
        next = context.getState(new ValueStateDescriptor<>("waiting-next", Types.LONG));
    }

    /** Takes the timers, which call this. */
    void sweepBy(InternalTimerService<VoidNamespace> service) {
        timers = service;
        clock = service::currentProcessingTime;
    }

    /** Keeps an access, unless it is behind the look-back. */
    void keep(CarriedAccess access) throws Exception {
        horizon.advance(access.occurredAt(), clock);
        if (!horizon.isRemembered(access.occurredAt())) {
            return;
        }
        Shelf shelf = shelf(access.keyHash());
        shelf.block.add(access);
        shelf.isDirty = true;
        remembered.add(1);
        if (shelf.block.isFull()) {
            write(shelf, AccessBlock::packed);
            shelf.begin();
        }
    }

    /** Writes what has gathered; before each checkpoint. */
    void writeAll() throws Exception {
        for (Shelf shelf : byKey.values()) {
            if (shelf.isDirty) {
                write(shelf, AccessBlock::soFar);
            }
            if (!shelf.isNextStored) {
                select(shelf);
                next.update(shelf.next);
                shelf.isNextStored = true;
            }
        }
    }

    /** Gives out the accesses of a credential, which are kept here no more; leaves another key than before current. */
    void take(String credentialKey, Consumer<CarriedAccess> receiver) throws Exception {
        int hash = credentialKey.hashCode();
        Shelf shelf = shelf(hash);
        select(shelf);
        List<Long> found = new ArrayList<>();
        for (Map.Entry<Long, BlockIndex> entry : indexes.entries()) {
            if (entry.getKey() != shelf.number && entry.getValue().mayHold(hash)) {
                found.add(entry.getKey());
            }
        }
        for (Long number : found) {
            select(shelf);
            AccessBlock block = AccessBlock.of(blocks.get(number), indexes.get(number));
            List<CarriedAccess> taken = block.take(credentialKey, reader);
            if (!taken.isEmpty()) {
                put(number, block, AccessBlock::packed);
                give(taken, receiver);
            }
        }
        List<CarriedAccess> taken = shelf.block.take(credentialKey, reader);
        shelf.isDirty |= !taken.isEmpty();
        give(taken, receiver);
    }

    private void give(List<CarriedAccess> taken, Consumer<CarriedAccess> receiver) {
        remembered.add(-taken.size());
        // Some are only here still since others of their block are younger.
        taken.stream()
                .filter(access -> horizon.isRemembered(access.occurredAt()))
                .forEach(receiver);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("accesses are not swept by event time");
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        Shelf open = byKey.get(timer.getKey());
        boolean isSomeLeft = false;
        List<Long> old = new ArrayList<>();
        for (Map.Entry<Long, BlockIndex> entry : indexes.entries()) {
            boolean isOpen = open != null && entry.getKey() == open.number;
            long newest = isOpen ? open.block.newest() : entry.getValue().newest();
            if (!horizon.isRemembered(newest)) {
                old.add(entry.getKey());
                remembered.add(isOpen ? -open.block.count() : -entry.getValue().keyHashes().length);
                if (isOpen) {
                    open.begin();
                }
            } else {
                isSomeLeft = true;
            }
        }
        for (Long number : old) {
            blocks.remove(number);
            indexes.remove(number);
        }
        if (isSomeLeft) {
            // Dated ahead of its arrival, or event time stands still: the sweep that its writing ordered came too
            // early.
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, horizon.sweepAfter(timer.getTimestamp()));
        }
    }

    private void write(Shelf shelf, Function<AccessBlock, StoredBlock> form) throws Exception {
        select(shelf);
        if (shelf.number == NONE) {
            shelf.number = nextNumber(shelf);
        }
        put(shelf.number, shelf.block, form);
        shelf.isDirty = false;
        long sweep = horizon.sweepAfter(timers.currentProcessingTime());
        if (sweep != shelf.sweep) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, sweep);
            shelf.sweep = sweep;
        }
    }

    /** Counts in memory: the state needs to know at the next checkpoint only. */
    private long nextNumber(Shelf shelf) throws Exception {
        if (shelf.next == NONE) {
            Long stored = next.value();
            shelf.next = stored == null ? 0 : stored;
        }
        shelf.isNextStored = false;
        return shelf.next++;
    }

    private void select(Shelf shelf) {
        backend.setCurrentKeyAndKeyGroup(shelf.key, shelf.keyGroup);
    }

    private void put(Long number, AccessBlock block, Function<AccessBlock, StoredBlock> form) throws Exception {
        if (block.count() == 0) {
            blocks.remove(number);
            indexes.remove(number);
        } else {
            blocks.put(number, form.apply(block));
            indexes.put(number, block.index());
        }
    }

    private Shelf shelf(int keyHash) {
        int keyGroup = KeyGroupRangeAssignment.computeKeyGroupForKeyHash(keyHash, maxParallelism);
        int part = (keyHash * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SHELVES));
        int place = (keyGroup - firstKeyGroup) * SHELVES + part;
        Shelf shelf = shelves[place];
        if (shelf == null) {
            shelf = new Shelf(key(keyGroup, part), keyGroup);
            shelves[place] = shelf;
            byKey.put(shelf.key, shelf);
        }
        return shelf;
    }

    /** The first of the shelf's possible names that Flink puts into this key group. */
    private String key(int keyGroup, int part) {
        for (int i = 0; ; i++) {
            String key = "shelf " + keyGroup + "." + part + "." + i;
            if (KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) == keyGroup) {
                return key;
            }
        }
    }
}
