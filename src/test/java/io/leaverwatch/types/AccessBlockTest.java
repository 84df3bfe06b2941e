package io.leaverwatch.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.AccessEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is put into a block comes out of it as it was, by credential; and a full one takes few bytes for each. */
class AccessBlockTest {
    private static final BlockCodec CODEC = new BlockCodec();

    @Test
    void takesAQuarterOfTheLinesBytes() {
        AccessBlock block = new AccessBlock(CODEC);
        long bytes = 0;
        for (int i = 0; !block.isFull(); i++) {
            AccessEvent access = SampleAccesses.usual(i, 7919 * i % 100_000);
            bytes += access.raw().length;
            block.add(arrived(access));
        }
        assertThat(block.count()).isEqualTo(AccessBlock.MOST_ACCESSES);
        assertThat((long) block.packed().length).isLessThan(bytes / 4);
    }

    @Test
    void givesBackWhatWasAddedAsItWas() {
        for (AccessEvent access : SampleAccesses.odd()) {
            AccessBlock block = new AccessBlock(CODEC);
            block.add(CarriedAccess.of(SampleAccesses.usual(1, 801)));
            block.add(arrived(access));
            block.add(CarriedAccess.of(SampleAccesses.usual(2, 802)));
            AccessBlock stored = AccessBlock.of(block.packed(), block.index(), CODEC);
            List<AccessEvent> taken = stored.take(access.credentialKey());
            assertThat(taken).hasSize(1);
            assertThat(taken.get(0))
                    .usingRecursiveComparison()
                    .as("every component")
                    .isEqualTo(access);
            assertThat(stored.count()).isEqualTo(2);
            assertThat(stored.take("m.802@example.org")).containsExactly(SampleAccesses.usual(2, 802));
            assertThat(stored.take("m.801@example.org")).containsExactly(SampleAccesses.usual(1, 801));
            assertThat(stored.count()).isZero();
        }
    }

    @Test
    void takesOneCredentialsOfTwoWithTheSameHashCode() {
        assertThat("aa".hashCode()).isEqualTo("c#".hashCode());
        AccessEvent one = SampleAccesses.by("AA", 1);
        AccessEvent other = SampleAccesses.by("c#", 2);
        AccessBlock block = new AccessBlock(CODEC);
        block.add(CarriedAccess.of(one));
        block.add(CarriedAccess.of(other));
        assertThat(block.index().mayHold("aa".hashCode())).isTrue();
        assertThat(block.take("c#")).containsExactly(other);
        assertThat(block.take("c#")).isEmpty();
        assertThat(block.take("aa")).containsExactly(one);
    }

    @Test
    void isFullOfFewLongLines() {
        AccessBlock block = new AccessBlock(CODEC);
        List<AccessEvent> added = new ArrayList<>();
        while (!block.isFull()) {
            AccessEvent access = SampleAccesses.odd().get(5);
            added.add(access);
            block.add(CarriedAccess.of(access));
        }
        assertThat(block.count()).isEqualTo(1);
        AccessBlock stored = AccessBlock.of(block.packed(), block.index(), CODEC);
        block.clear();
        assertThat(block.count()).isZero();
        assertThat(stored.take(added.get(0).credentialKey())).isEqualTo(added);
    }

    private static CarriedAccess arrived(AccessEvent access) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            CarriedAccessSerializer.INSTANCE.serialize(CarriedAccess.of(access), out);
            CarriedAccess arrived =
                    CarriedAccessSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
            assertThat(arrived.occurredAt()).isEqualTo(access.occurredAt());
            assertThat(arrived.keyHash()).isEqualTo(access.credentialKey().hashCode());
            return arrived;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
