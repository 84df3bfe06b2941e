package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {
    @Test
    void givesAllBytesInTheirOrder() throws IOException {
        byte[] bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        try (ReadAhead ahead = new ReadAhead("f", () -> new ByteArrayInputStream(bytes))) {
            assertThat(ahead.readAllBytes()).isEqualTo(bytes);
            assertThat(ahead.read()).isEqualTo(-1);
            assertThat(ahead.whenReady()).isDone();
        }
    }

    @Test
    void isReadyOnceThereIsSomethingToRead() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (ReadAhead ahead = new ReadAhead("f", () -> {
            await(open);
            return new ByteArrayInputStream(new byte[1]);
        })) {
            assertThat(ahead.whenReady()).isNotDone();
            open.countDown();
            ahead.whenReady().get(30, TimeUnit.SECONDS);
            assertThat(ahead.read()).isZero();
            ahead.whenReady().get(30, TimeUnit.SECONDS);
            assertThat(ahead.read()).isEqualTo(-1);
        }
    }

    @Test
    void failsWhereTheStreamFailsAfterTheBytesBefore() throws IOException {
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
        byte[] bytes = new byte[256 << 10];
        try (ReadAhead ahead =
                new ReadAhead("f", () -> new SequenceInputStream(new ByteArrayInputStream(bytes), failing))) {
            assertThat(ahead.readNBytes(bytes.length)).hasSize(bytes.length);
            assertThatThrownBy(ahead::read)
                    .isInstanceOf(InputUnreadable.class)
                    .hasMessage("cannot read f: the disk is gone");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
