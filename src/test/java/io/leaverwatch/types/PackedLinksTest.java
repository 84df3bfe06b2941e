package io.leaverwatch.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaverwatch.domain.CredentialLink;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Relation;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is packed comes out as it was, in its order, from the state too. */
class PackedLinksTest {
    private static final CredentialLink OWNER = new CredentialLink(
            "Ada@Example.org",
            "member-1",
            Relation.OWNER,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            origin(0, "links.ndjson", -1));
    private static final CredentialLink OFFICE = new CredentialLink(
            "\uD83C\uDF43-key", "Grüne \u00a0Liste", Relation.DELEGATE, -1, 1_937_000_000_000L, origin(3, "links", 7));

    @Test
    void linksAndTheirCopiesComeOutAsTheyWere() {
        List<PackedLinks.Copies> all = List.of(
                new PackedLinks.Copies(OFFICE, 1),
                new PackedLinks.Copies(OWNER, 100_000),
                new PackedLinks.Copies(OFFICE, 2));
        assertThat(PackedLinks.of(all).copies()).isEqualTo(all);
        assertThat(PackedLinks.of(all).links()).containsExactly(OFFICE, OWNER, OFFICE);
    }

    @Test
    void anEmptySetIsNoLinks() throws IOException {
        assertThat(PackedLinks.of(List.of())).isSameAs(PackedLinks.NONE);
        assertThat(PackedLinks.NONE.copies()).isEmpty();
        assertThat(stored(PackedLinks.NONE)).isSameAs(PackedLinks.NONE);
    }

    @Test
    void theStateGivesThemBack() throws IOException {
        assertThat(stored(PackedLinks.of(OWNER, OFFICE)).links()).containsExactly(OWNER, OFFICE);
    }

    private static PackedLinks stored(PackedLinks links) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        PackedLinks.Serializer.INSTANCE.serialize(links, out);
        return PackedLinks.Serializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static Origin origin(int order, String source, int partition) {
        byte[] sha256 = new byte[32];
        sha256[order] = (byte) 0xA5;
        return new Origin(order, source, partition, 1L << 40, sha256);
    }
}
