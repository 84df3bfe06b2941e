package io.leaverwatch.types;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.config.PolicyReader;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Policy;
import io.leaverwatch.formats.AccessLine;
import io.leaverwatch.formats.AccessReader;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put into a block comes out of it as it was, by credential; and a full one takes few bytes for each. */
class AccessBlockTest {
    private static final Policy POLICY = PolicyReader.defaults();
    private static final AccessReader READER = new AccessReader(POLICY);
    private static final Place TOPIC = new Place(InputKind.ACCESS, 1, "access-events", 3);
    private static final String LINE = """
            {"eventId":"%s","occurredAt":"2031-05-20T21:52:00Z","system":"organise","credentialId":"%s"}""";

    @Test
    void takesAQuarterOfTheLinesBytes() {
        AccessBlock block = new AccessBlock();
        long bytes = 0;
        for (int i = 0; !block.isFull(); i++) {
            AccessEvent access = SampleAccesses.usual(i, 7919 * i % 100_000);
            bytes += access.raw().length;
            block.add(arrived(access));
        }
        assertThat(block.count()).isEqualTo(AccessBlock.MOST_ACCESSES);
        assertThat((long) written(block.packed()).length).isLessThan(bytes / 4);
        assertThat(written(block.soFar())).as("packed where it is written").isEqualTo(written(block.packed()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventId\":\"a\",\"occurredAt\":\"2031-05-20T21:52:00Z\",\"system\":\"Organise\",\"credentialId\":\"c\"}",
                "{\"system\":\" ORGANISE \",\"credentialId\":\" \u00c9\u4e00 \",\"occurredAt\":1936990320000,\"eventId\":\"\\ud800\"}",
                " {\"eventId\":\"a\" , \"occurredAt\":\"2031-05-20T21:52:00\",\"system\":\"Organise\",\"credentialId\":\"\\u0063\","
                        + "\"outcome\":\"ERROR\",\"action\":\"wipe \",\"sessionId\":\" \",\"recordsAffected\":12, \"x\":{\"y\":[]}} \r",
                "{\"eventId\":\"a\",\"eventId\":\"b\",\"occurredAt\":-62135596800000,\"system\":\"Organise\",\"credentialId\":\"c\","
                        + "\"recordsAffected\":\"many\",\"sourceIp\":7}"
            })
    void givesBackWhatWasAddedAsItWas(String line) {
        for (int partition : new int[] {-1, 0, 300}) {
            Place place = new Place(InputKind.ACCESS, 200, "t\u00f6pic", partition);
            AccessEvent access = READER.read(place, Long.MAX_VALUE, line.getBytes(UTF_8));
            AccessBlock block = new AccessBlock();
            block.add(arrived(access("x-1", "other")));
            block.add(arrived(access, place));
            block.add(CarriedAccess.of(AccessLine.of(access("x-2", "another"), TOPIC)));
            AccessBlock stored = AccessBlock.of(block.packed(), block.index());
            List<AccessEvent> taken = taken(stored, access.credentialKey());
            assertThat(taken)
                    .usingRecursiveFieldByFieldElementComparator()
                    .as("every component")
                    .containsExactly(access);
            assertThat(stored.count()).isEqualTo(2);
            assertThat(taken(stored, "another")).containsExactly(access("x-2", "another"));
            assertThat(taken(stored, "other")).containsExactly(access("x-1", "other"));
            assertThat(stored.count()).isZero();
        }
    }

    @Test
    void takesOneCredentialsOfTwoWithTheSameHashCode() {
        assertThat("aa".hashCode()).isEqualTo("c#".hashCode());
        AccessEvent one = access("1", "AA");
        AccessEvent other = access("2", "c#");
        AccessBlock block = new AccessBlock();
        block.add(arrived(one));
        block.add(arrived(other));
        assertThat(block.index().mayHold("aa".hashCode())).isTrue();
        assertThat(taken(block, "c#")).containsExactly(other);
        assertThat(taken(block, "c#")).isEmpty();
        assertThat(taken(block, "aa")).containsExactly(one);
    }

    @Test
    void leavesWhatIsNoLongerProtected() {
        Policy other = PolicyReader.read("other.yaml", "protectedSystems: [{name: Contact Creator}]".getBytes(UTF_8));
        AccessBlock block = new AccessBlock();
        block.add(arrived(access("1", "c")));
        assertThat(block.take("c", new AccessReader(other))).isEmpty();
        assertThat(block.count()).isEqualTo(1);
        assertThat(taken(block, "c")).containsExactly(access("1", "c"));
    }

    @Test
    void isFullOfFewLongLines() {
        AccessBlock block = new AccessBlock();
        AccessEvent longest = access("x".repeat(1 << 19), "c");
        block.add(arrived(longest));
        assertThat(block.isFull()).isTrue();
        AccessBlock stored = AccessBlock.of(block.packed(), block.index());
        block.clear();
        assertThat(block.count()).isZero();
        assertThat(taken(stored, "c")).containsExactly(longest);
    }

    @Test
    void whatWasStoredStaysAsItWasWhileTheBlockGoesOn() {
        AccessBlock block = new AccessBlock();
        block.add(arrived(access("1", "a")));
        block.add(arrived(access("2", "b")));
        List<Runnable> changes = List.of(
                () -> block.add(arrived(access("3", "c"))),
                () -> taken(block, "a"),
                () -> block.add(arrived(access("4 " + "x".repeat(1 << 12), "d"))),
                () -> {
                    block.clear();
                    block.add(arrived(access("5", "e")));
                });
        for (Runnable change : changes) {
            StoredBlock stored = block.soFar();
            BlockIndex index = block.index();
            byte[] before = written(stored);
            change.run();
            assertThat(written(stored)).isEqualTo(before);
            assertThat(AccessBlock.of(stored, index).packed())
                    .usingRecursiveComparison()
                    .isEqualTo(read(before));
        }
        assertThat(taken(block, "e")).containsExactly(access("5", "e"));
    }

    private static byte[] written(StoredBlock block) {
        return written(block, StoredBlock.Serializer.INSTANCE);
    }

    private static StoredBlock read(byte[] written) {
        return read(written, StoredBlock.Serializer.INSTANCE);
    }

    private static <T> byte[] written(T value, TypeSerializer<T> serializer) {
        try {
            return InstantiationUtil.serializeToByteArray(serializer, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(byte[] written, TypeSerializer<T> serializer) {
        try {
            return InstantiationUtil.deserializeFromByteArray(serializer, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccessEvent access(String eventId, String credentialId) {
        return READER.read(TOPIC, 4711, LINE.formatted(eventId, credentialId).getBytes(UTF_8));
    }

    private static List<AccessEvent> taken(AccessBlock block, String credentialKey) {
        return block.take(credentialKey, READER).stream()
                .map(carried -> carried.read(READER))
                .toList();
    }

    private static CarriedAccess arrived(AccessEvent access) {
        return arrived(access, TOPIC);
    }

    private static CarriedAccess arrived(AccessEvent access, Place place) {
        byte[] sent = written(CarriedAccess.of(AccessLine.of(access, place)), CarriedAccessSerializer.INSTANCE);
        CarriedAccess arrived = read(sent, CarriedAccessSerializer.INSTANCE);
        assertThat(arrived.occurredAt()).isEqualTo(access.occurredAt());
        assertThat(arrived.keyHash()).isEqualTo(access.credentialKey().hashCode());
        return arrived;
    }
}
