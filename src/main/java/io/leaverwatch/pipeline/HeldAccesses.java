package io.leaverwatch.pipeline;

import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.types.AccessBlock;
import io.leaverwatch.types.CarriedAccess;
import io.leaverwatch.types.StoredBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replay: the accesses of a subtask until its inputs have ended, compressed together, a tenth of what they would take one
 * by one. They lie on shelves by their credentials, so that these can be gone through a few at a time. Before a checkpoint
 * they go into the join's state, since these here are in none.
 */
final class HeldAccesses {
    private static final int SHELVES_LOG = 8;

    private final AccessReader reader;
    private final Shelf[] shelves = new Shelf[1 << SHELVES_LOG];

    private static final class Shelf {
        private final List<StoredBlock> full = new ArrayList<>();
        private final AccessBlock block = new AccessBlock();

        private void store() {
            full.add(block.packed());
            block.clear();
        }
    }

    /** Takes a credential's accesses. */
    interface Receiver {
        void take(String credentialKey, List<CarriedAccess> accesses) throws Exception;
    }

    HeldAccesses(AccessReader reader) {
        this.reader = reader;
    }

    /** Keeps an access. */
    void keep(CarriedAccess access) {
        int place = (access.keyHash() * 0x9E3779B9) >>> (Integer.SIZE - SHELVES_LOG);
        Shelf shelf = shelves[place];
        if (shelf == null) {
            shelf = new Shelf();
            shelves[place] = shelf;
        }
        shelf.block.add(access);
        if (shelf.block.isFull()) {
            shelf.store();
        }
    }

    /** Gives out all, one credential after the other, and keeps none. */
    void giveOut(Receiver receiver) throws Exception {
        for (int place = 0; place < shelves.length; place++) {
            Shelf shelf = shelves[place];
            shelves[place] = null;
            if (shelf != null) {
                shelf.store();
                for (Map.Entry<String, List<CarriedAccess>> entry :
                        byCredential(shelf).entrySet()) {
                    receiver.take(entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private Map<String, List<CarriedAccess>> byCredential(Shelf shelf) {
        Map<String, List<CarriedAccess>> sorted = new LinkedHashMap<>();
        for (StoredBlock block : shelf.full) {
            for (CarriedAccess access : AccessBlock.all(block, reader)) {
                sorted.computeIfAbsent(access.credentialKey(), key -> new ArrayList<>())
                        .add(access);
            }
        }
        return sorted;
    }
}
