package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.DeadLetter;
import io.leaverwatch.domain.Fault;
import io.leaverwatch.domain.MembershipEvent;
import io.leaverwatch.domain.MembershipType;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Relation;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.Place;
import io.leaverwatch.formats.Tally;
import io.leaverwatch.formats.TestPolicies;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSourceTest {
    @TempDir
    Path folder;

    private final List<LineSplit> assigned = new ArrayList<>();
    private final List<Integer> ended = new ArrayList<>();
    private int requests;

    @Test
    void givesTheLargestFirstSoThatItDoesNotComeLast() throws Exception {
        InputFile plain = file(0, Compression.NONE, 15);
        InputFile small = file(1, Compression.GZIP, 10);
        InputFile stream = new InputFile(place(2), null, Compression.NONE, -1);
        InputFile large = file(3, Compression.ZSTD, 20);
        InputFile empty = file(4, Compression.NONE, 0);

        ask(enumerator(List.of(plain, small, stream, large, empty), 2), 6);

        assertThat(assigned)
                .extracting(split -> split.file().place().sourceOrder())
                .containsExactly(2, 3, 0, 1, 4);
        assertThat(ended).containsExactly(0);
    }

    @Test
    void keepsInACheckpointTheSplitsThatNobodyReadsYetAndThoseGivenBack() throws Exception {
        List<InputFile> files =
                List.of(file(0, Compression.NONE, 3), file(1, Compression.NONE, 2), file(2, Compression.NONE, 1));
        SplitEnumerator<LineSplit, LineSource.Remaining> enumerator = enumerator(files, 1);
        ask(enumerator, 2);
        enumerator.addSplitsBack(List.of(assigned.get(0)), 0);
        LineSource source = source(List.of());
        byte[] bytes = source.getEnumeratorCheckpointSerializer().serialize(enumerator.snapshotState(1));
        LineSource.Remaining remaining =
                source.getEnumeratorCheckpointSerializer().deserialize(1, bytes);
        assertThat(remaining.splits()).extracting(LineSplit::splitId).containsExactly("0", "2");
    }

    @Test
    void asksForTheNextSplitWhileItReadsAndGivesTheCurrentOneToACheckpoint() throws Exception {
        InputFile one = written(0, "\n");
        InputFile other = written(1, "{\n\n");
        SourceReader<ReadRecord, LineSplit> reader =
                source(List.of(one, other)).createReader(fake(SourceReaderContext.class));
        List<ReadRecord> records = new ArrayList<>();
        ReaderOutput<ReadRecord> output = collecting(records);
        reader.start();
        assertThat(requests).isEqualTo(1);
        assertThat(reader.isAvailable()).isNotDone();
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);

        LineSplit first = new LineSplit(one);
        LineSplit second = new LineSplit(other);
        var waiting = reader.isAvailable();
        reader.addSplits(List.of(first));
        assertThat(waiting).isDone();
        assertThat(reader.snapshotState(1)).containsExactly(first);
        assertThat(reader.pollNext(output)).isNotEqualTo(InputStatus.END_OF_INPUT);
        assertThat(requests).isEqualTo(2);
        reader.addSplits(List.of(second));
        reader.notifyNoMoreSplits();
        while (reader.pollNext(output) != InputStatus.END_OF_INPUT) {
            reader.isAvailable().get(30, TimeUnit.SECONDS);
        }
        reader.close();

        assertThat(records).filteredOn(record -> record.deadLetter() != null).hasSize(1);
        assertThat(lines(records, Tally::lines)).containsExactly(1L, 2L);
        assertThat(lines(records, Tally::blank)).containsExactly(1L, 1L);
    }

    /** How many lines of each file. */
    private static List<Long> lines(List<ReadRecord> records, ToLongFunction<Tally> count) {
        Map<Integer, Long> sums = new TreeMap<>();
        for (ReadRecord record : records) {
            if (record.tally() != null) {
                sums.merge(record.tally().sourceOrder(), count.applyAsLong(record.tally()), Long::sum);
            }
        }
        return List.copyOf(sums.values());
    }

    @Test
    void writesEachKindOfRecordAndReadsItAgain() throws IOException {
        Origin origin = new Origin(1, "f", -1, 7, new byte[32]);
        DeadLetter letter = new DeadLetter("link", Fault.NOT_JSON, "why", 1, "f", -1, 9, new byte[] {1, 2}, 2, null);
        List<ReadRecord> records = List.of(
                ReadRecord.of(new MembershipEvent(
                        "m", "a", MembershipType.LAPSED, 1, true, false, 2, 3, 4, null, "hr", null, origin)),
                ReadRecord.of(new CredentialLink("c", "a", Relation.SERVICE, 1, 2, origin)),
                ReadRecord.of(new Tally("access", 1, "f", 6, 1, 2, 3, 0, Map.of("action", 2L), List.of())));
        for (ReadRecord record : records) {
            assertThat(copied(record)).isEqualTo(record);
        }
        assertThat(copied(ReadRecord.of(letter)).deadLetter().raw()).containsExactly(1, 2);
    }

    private static ReadRecord copied(ReadRecord record) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        ReadRecordSerializer.INSTANCE.serialize(record, out);
        return ReadRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private SplitEnumerator<LineSplit, LineSource.Remaining> enumerator(List<InputFile> files, int parallelism) {
        return source(files).createEnumerator(context(parallelism));
    }

    private static void ask(SplitEnumerator<LineSplit, ?> enumerator, int times) {
        for (int i = 0; i < times; i++) {
            enumerator.handleSplitRequest(0, null);
        }
    }

    private static LineSource source(List<InputFile> files) {
        SplitReading reading =
                new SplitReading(InputKind.ACCESS, TestPolicies.LONDON, LeaverIndex.EVERYONE, new Progress(-1));
        return new LineSource(files, InThisJvm.of(reading));
    }

    private InputFile written(int order, String text) throws IOException {
        Path path = Files.writeString(folder.resolve("f" + order), text);
        return new InputFile(place(order), path.toString(), Compression.NONE, text.length());
    }

    private static InputFile file(int order, Compression compression, long size) {
        return new InputFile(place(order), "f" + order, compression, size);
    }

    private static Place place(int order) {
        return Place.ofFile(InputKind.ACCESS, order, "f" + order);
    }

    @SuppressWarnings("unchecked")
    private SplitEnumeratorContext<LineSplit> context(int parallelism) {
        return (SplitEnumeratorContext<LineSplit>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {SplitEnumeratorContext.class}, (self, method, args) -> {
                    switch (method.getName()) {
                        case "currentParallelism" -> {
                            return parallelism;
                        }
                        case "assignSplit" -> assigned.add((LineSplit) args[0]);
                        case "signalNoMoreSplits" -> ended.add((Integer) args[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                    if (!method.getName().equals("sendSplitRequest")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    requests++;
                    return null;
                }));
    }

    @SuppressWarnings("unchecked")
    private ReaderOutput<ReadRecord> collecting(List<ReadRecord> records) {
        return (ReaderOutput<ReadRecord>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ReaderOutput.class}, (self, method, args) -> {
                    records.add((ReadRecord) args[0]);
                    return null;
                });
    }
}
