package io.leaverwatch.connectors;

import static io.leaverwatch.connectors.Packed.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.leaverwatch.connectors.InputFiles.Given;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.Coverage;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Tally;
import io.leaverwatch.formats.TestLeavers;
import io.leaverwatch.formats.TestPolicies;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputsMiniClusterTest {
    private static final int ACCESSES = 20_000;

    @TempDir
    Path folder;

    @Test
    void readsTheLeaversProtectedAccessesOfAllFilesWithTwoReaders() throws Exception {
        byte[] text = accesses(ACCESSES).getBytes(UTF_8);
        Path plain = Files.write(folder.resolve("plain.ndjson"), text);
        Path packed = Files.write(folder.resolve("packed.ndjson.gz"), gzip(text));
        Path empty = Files.write(folder.resolve("empty.ndjson"), new byte[0]);
        try (InputFiles files = find(plain, packed, empty)) {
            Progress progress = Progress.start(files);
            List<ReadRecord> records = run(files, progress);

            List<AccessLine> events = records.stream()
                    .map(ReadRecord::access)
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(events)
                    .hasSize(2 * ACCESSES / 4)
                    .allMatch(access -> access.credentialKey().equals("ann@example.org"));
            assertThat(events)
                    .extracting(access -> access.place().source())
                    .containsOnly(plain.toString(), packed.toString());
            assertThat(records)
                    .filteredOn(record -> record.deadLetter() != null)
                    .hasSize(2);
            Coverage coverage = coverage(records);
            assertThat(coverage.tallies())
                    .extracting(Tally::source, Tally::lines, Tally::forwarded, Tally::dead)
                    .containsExactly(
                            tuple(plain.toString(), ACCESSES + 1L, ACCESSES / 4L, 1L),
                            tuple(packed.toString(), ACCESSES + 1L, ACCESSES / 4L, 1L),
                            tuple(empty.toString(), 0L, 0L, 0L));
            assertThat(coverage.entries()).hasSize(6);
            assertThat(progress.bytes()).isEqualTo(progress.totalBytes()).isEqualTo(text.length + Files.size(packed));
            assertThat(progress.lines()).isEqualTo(2 * ACCESSES + 2);
            assertThat(progress.events()).isEqualTo(2 * ACCESSES / 4);
            assertThat(progress.digests(files))
                    .extracting(InputDigest::size)
                    .containsExactly((long) text.length, Files.size(packed), 0L);
        }
    }

    @Test
    void readsAccessesFromStandardInputOnceAndHashesThem() throws Exception {
        byte[] text = accesses(ACCESSES).getBytes(UTF_8);
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(gzip(text)));
        try (InputFiles files = InputFiles.find(List.of(new Given(InputKind.ACCESS, List.of("-"))), folder)) {
            Progress progress = Progress.start(files);
            List<ReadRecord> records = run(files, progress);

            assertThat(records).filteredOn(record -> record.access() != null).hasSize(ACCESSES / 4);
            assertThat(progress.totalBytes()).isEqualTo(-1);
            assertThat(progress.digests(files)).singleElement().satisfies(digest -> {
                assertThat(digest.place().source()).isEqualTo("-");
                assertThat(digest.size()).isEqualTo(gzip(text).length);
            });
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void failsWithOneSentenceWhereAFileIsCutOff() throws Exception {
        byte[] packed = gzip(accesses(ACCESSES).getBytes(UTF_8));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
        try (InputFiles files = find(cut)) {
            Progress progress = Progress.start(files);
            Throwable failure = catchThrowable(() -> run(files, progress));
            assertThat(failure).isNotNull();
            assertThat(progress.failure())
                    .hasMessageMatching("cannot read .*cut.gz: its gzip data is cut off, after \\d+ bytes.*");
            // A job that fails in several tasks at once may report another of its failures.
            assertThat(InputUnreadable.in(failure))
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            unreadable -> assertThat(unreadable)
                                    .hasMessage(progress.failure().getMessage()));
        }
    }

    private InputFiles find(Path... paths) {
        return InputFiles.find(
                List.of(new Given(
                        InputKind.ACCESS,
                        Arrays.stream(paths).map(Path::toString).toList())),
                folder);
    }

    private static List<ReadRecord> run(InputFiles files, Progress progress) throws Exception {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        try (FileInputs inputs =
                        new FileInputs(files, TestPolicies.LONDON, TestLeavers.of("ann@example.org"), progress, 2);
                StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, settings)) {
            env.setRuntimeMode(RuntimeExecutionMode.BATCH);
            DataStream<ReadRecord> read = inputs.accesses(env);
            List<ReadRecord> records = new ArrayList<>();
            try (CloseableIterator<ReadRecord> results = read.executeAndCollect()) {
                results.forEachRemaining(records::add);
            }
            return records;
        }
    }

    private static Coverage coverage(List<ReadRecord> records) {
        Coverage coverage = new Coverage(TestPolicies.LONDON);
        records.stream().map(ReadRecord::tally).filter(Objects::nonNull).forEach(coverage::add);
        return coverage;
    }

    /** Every fourth is Ann's, of a protected system; one line more is broken. */
    private static String accesses(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(String.format(
                    "{\"eventId\":\"a-%d\",\"occurredAt\":%d,\"system\":\"%s\",\"credentialId\":\"%s@example.org\"}%n",
                    i, 1_900_000_000_000L + i, i % 2 == 0 ? "Organise" : "Wiki", i % 4 == 0 ? "ann" : "bob"));
        }
        return text.append("{\"eventId\":\n").toString();
    }
}
