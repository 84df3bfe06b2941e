package io.leaverwatch.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.LeaverIndex;
import io.leaverwatch.formats.Place;
import io.leaverwatch.formats.TestPolicies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
    private static final Place PLACE = Place.ofFile(InputKind.ACCESS, 0, "f");
    private static final int MANY = 40_000;

    @Test
    void givesWhatEachLineIsOnceWhoeverLooksAtIt() throws IOException {
        List<ReadRecord> found = new ArrayList<>();
        try (ReadAhead ahead = ahead(() -> new ByteArrayInputStream(lines(MANY)))) {
            while (ahead.advance(found::add)) {
                assertThat(found).hasSizeLessThanOrEqualTo(MANY + 1);
            }
        }
        assertIsAll(found, MANY);
    }

    @Test
    void looksAtLinesBeforeAnybodyAsksForThem() throws Exception {
        Progress progress = new Progress(-1);
        List<ReadRecord> found = new ArrayList<>();
        try (ReadAhead ahead = ahead(() -> new ByteArrayInputStream(lines(MANY)), progress)) {
            while (progress.lines() == 0) {
                Thread.sleep(1);
            }
            while (ahead.advance(found::add)) {
                assertThat(progress.lines()).isPositive();
            }
        }
        assertIsAll(found, MANY);
        assertThat(progress.lines()).isEqualTo(MANY);
        assertThat(progress.events()).isEqualTo(MANY / 2);
    }

    @Test
    void keepsWhatItFoundWithinBounds() throws Exception {
        Progress progress = new Progress(-1);
        InputStream endless = new InputStream() {
            private final byte[] lines = lines(1000);

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                System.arraycopy(lines, 0, buffer, offset, lines.length);
                return lines.length;
            }
        };
        try (ReadAhead ahead = ahead(() -> endless, progress)) {
            long before = -1;
            while (progress.lines() > before || before <= 0) {
                before = progress.lines();
                Thread.sleep(500);
            }
            assertThat(progress.lines()).isLessThan(100_000);
            List<ReadRecord> found = new ArrayList<>();
            ahead.advance(found::add);
            assertThat(found).isNotEmpty();
        }
    }

    @Test
    void isReadyOnceThereIsSomethingToRead() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        List<ReadRecord> found = new ArrayList<>();
        try (ReadAhead ahead = ahead(() -> {
            await(open);
            return new ByteArrayInputStream(lines(2));
        })) {
            assertThat(ahead.whenReady()).isNotDone();
            open.countDown();
            ahead.whenReady().get(30, TimeUnit.SECONDS);
            boolean isMore = true;
            while (isMore) {
                ahead.whenReady().get(30, TimeUnit.SECONDS);
                isMore = ahead.advance(found::add);
            }
        }
        assertIsAll(found, 2);
    }

    @Test
    void failsWhereTheStreamFailsAfterTheLinesBefore() throws IOException {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        List<ReadRecord> found = new ArrayList<>();
        try (ReadAhead ahead = ahead(() -> new SequenceInputStream(new ByteArrayInputStream(lines(MANY)), failing))) {
            assertThatThrownBy(() -> {
                        while (ahead.advance(found::add)) {
                            assertThat(found).hasSizeLessThanOrEqualTo(MANY);
                        }
                    })
                    .isInstanceOf(InputUnreadable.class)
                    .hasMessage("cannot read f: the disk is gone");
        }
        assertThat(found.stream().filter(record -> record.access() != null)).hasSize(MANY / 2);
    }

    @Test
    void reportsWhatFailsUnlessItWasClosed() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        ReadAhead.Opening failing = () -> {
            await(open);
            throw new IOException("it was closed");
        };
        Progress closed = new Progress(-1);
        ReadAhead ahead = ahead(failing, closed);
        ahead.close();
        Progress read = new Progress(-1);
        ReadAhead other = ahead(failing, read);
        open.countDown();
        ahead.whenReady().get(30, TimeUnit.SECONDS);
        other.whenReady().get(30, TimeUnit.SECONDS);
        assertThat(closed.failure()).isNull();
        assertThat(read.failure()).hasMessage("cannot read f: it was closed");
        other.close();
    }

    private static ReadAhead ahead(ReadAhead.Opening opening) {
        return ahead(opening, new Progress(-1));
    }

    private static ReadAhead ahead(ReadAhead.Opening opening, Progress progress) {
        return new ReadAhead(
                PLACE,
                opening,
                () -> new RecordCollector(InputKind.ACCESS, PLACE, TestPolicies.LONDON, LeaverIndex.EVERYONE),
                progress);
    }

    /** In turn an access and a dead letter. */
    private static byte[] lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(
                    i % 2 == 0
                            ? "{\"eventId\":\"a-" + i + "\",\"occurredAt\":\"2031-05-20T10:00:00Z\","
                                    + "\"system\":\"Organise\",\"credentialId\":\"c\"}\n"
                            : "no access " + i + "\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static void assertIsAll(List<ReadRecord> found, int lines) {
        assertThat(found.stream()
                        .filter(r -> r.access() != null)
                        .map(r -> r.access().position()))
                .doesNotHaveDuplicates()
                .hasSize(lines / 2);
        assertThat(found.stream()
                        .filter(r -> r.deadLetter() != null)
                        .map(r -> r.deadLetter().position()))
                .doesNotHaveDuplicates()
                .hasSize(lines / 2);
        assertThat(found.stream()
                        .filter(r -> r.tally() != null)
                        .mapToLong(r -> r.tally().lines()))
                .hasSize(2)
                .satisfies(parts -> assertThat(
                                parts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(lines));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
