package io.leaverwatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.types.PackedLinks;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** A table of links is a map, whatever part of it lies where, over restarts too, and leaves nothing when it is empty. */
class LinkTableHarnessTest {
    private static final int NAMES = 3 * LinkTable.FEW;
    private static final int STEPS = 3_000;

    /** What to do with a name: remove it where links is null, or set its links. */
    record Step(String key, String name, List<CredentialLink> links) {}

    @Test
    void isAMap() throws Exception {
        Random random = new Random(20310521);
        Map<String, Map<String, List<CredentialLink>>> expected = new TreeMap<>();
        OperatorSubtaskState stored = null;
        for (int part = 0; part < 3; part++) {
            try (KeyedOneInputStreamOperatorTestHarness<String, Step, Map<String, List<CredentialLink>>> table =
                    open(stored)) {
                for (int i = 0; i < STEPS; i++) {
                    // Of the first key few names are in use, of the second many.
                    boolean hasFew = random.nextBoolean();
                    String name = "name " + random.nextInt(hasFew ? LinkTable.FEW / 2 : NAMES);
                    List<CredentialLink> links = random.nextInt(3) == 0 ? null : List.of(link(random.nextInt()));
                    String key = hasFew ? "few" : "many";
                    Map<String, List<CredentialLink>> ofKey = expected.computeIfAbsent(key, k -> new TreeMap<>());
                    if (links == null) {
                        ofKey.remove(name);
                    } else {
                        ofKey.put(name, links);
                    }
                    table.getOutput().clear();
                    table.processElement(new Step(key, name, links), 0);
                    assertThat(table.extractOutputValues()).containsExactly(ofKey);
                }
                stored = table.snapshot(part, part);
            }
        }
    }

    @Test
    void leavesNothingWhenItIsEmpty() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, Step, Map<String, List<CredentialLink>>> table =
                open(null)) {
            for (int i = 0; i < NAMES; i++) {
                table.processElement(new Step("key", "name " + i, List.of(link(i))), 0);
            }
            assertThat(table.numKeyedStateEntries()).isPositive();
            for (int i = 0; i < NAMES; i++) {
                table.processElement(new Step("key", "name " + i, null), 0);
            }
            assertThat(table.numKeyedStateEntries()).isZero();
        }
    }

    private static CredentialLink link(int number) {
        CredentialLink link = Samples.link();
        return new CredentialLink(
                link.credentialId(), link.memberId(), link.relation(), number, Long.MAX_VALUE, link.origin());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Step, Map<String, List<CredentialLink>>> open(
            OperatorSubtaskState stored) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, Step, Map<String, List<CredentialLink>>> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new Table()), Step::key, Types.STRING);
        if (stored != null) {
            harness.initializeState(stored);
        }
        harness.open();
        return harness;
    }

    /** Takes a step, checks what can be asked of one name, and gives the whole table. */
    private static final class Table extends KeyedProcessFunction<String, Step, Map<String, List<CredentialLink>>> {
        private static final long serialVersionUID = 1L;

        private transient LinkTable table;

        @Override
        public void open(OpenContext context) {
            table = new LinkTable(getRuntimeContext(), "table");
        }

        @Override
        public void processElement(Step step, Context ctx, Collector<Map<String, List<CredentialLink>>> out)
                throws Exception {
            if (step.links() == null) {
                table.remove(step.name());
                assertThat(table.get(step.name())).isNull();
            } else {
                table.put(step.name(), PackedLinks.of(step.links().toArray(CredentialLink[]::new)));
                assertThat(table.get(step.name()).links()).isEqualTo(step.links());
            }
            Map<String, List<CredentialLink>> all = new TreeMap<>();
            table.all().forEach((name, links) -> all.put(name, links.links()));
            assertThat(table.isEmpty()).isEqualTo(all.isEmpty());
            out.collect(all);
        }
    }
}
