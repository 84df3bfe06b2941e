package io.leaverwatch.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends each line that is written with one call as a record, to a topic's partitions in turn. Counts what it sends. */
final class LineSender extends OutputStream {
    private static final byte[] FIRST_SYSTEM = bytes("\"system\":\"Contact Creator\"");
    private static final byte[] SECOND_SYSTEM = bytes("\"system\":\"Organise\"");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final boolean onlyProtected;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sent;
    private long protectedSent;

    /**
     * A sender.
     *
     * @param onlyProtected whether to leave out lines that name no protected system
     */
    LineSender(KafkaProducer<byte[], byte[]> producer, String topic, boolean onlyProtected) {
        this.producer = producer;
        this.topic = topic;
        this.onlyProtected = onlyProtected;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** How many lines. */
    long sent() {
        return sent;
    }

    /** Lines that name a protected system. */
    long protectedSent() {
        return protectedSent;
    }

    /** Waits until all is stored. */
    @Override
    public void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new BenchFailure("a record could not be stored: " + failure.get());
        }
    }

    @Override
    public void write(int single) {
        throw new UnsupportedOperationException("lines only");
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        boolean isProtected = contains(bytes, from, from + length, FIRST_SYSTEM)
                || contains(bytes, from, from + length, SECOND_SYSTEM);
        if (isProtected) {
            protectedSent++;
        } else if (onlyProtected) {
            return;
        }
        byte[] line = Arrays.copyOfRange(bytes, from, from + length - 1);
        int partition = (int) (sent++ % LiveBroker.PARTITIONS);
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, null, line), (place, problem) -> {
                    if (problem != null) {
                        failure.compareAndSet(null, problem);
                    }
                });
    }

    /** Whether a line's text contains another. */
    private static boolean contains(byte[] line, int from, int to, byte[] text) {
        for (int i = from; i <= to - text.length; i++) {
            if (Arrays.equals(line, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }
}
