package io.leaverwatch.types;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.domain.IsoTime;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The stored form of a {@link PackedAccess}: the access's line without the texts that are known anyway (its eventId, its
 * credential, its time), compressed with a dictionary; the other fields as places in what is left of the line where they
 * stand there; its hash only where it is not that of the line. An instance is for one thread.
 */
final class AccessPacking {
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int HASH_LENGTH = 32;
    private static final int ZONE_ASSUMED = 1;
    private static final int OWN_HASH = 2;
    private static final int CREDENTIAL_IS_KEY = 4;
    private static final int OUTCOME_SHIFT = 3;
    private static final int LEVEL = 3;
    private static final int LONGEST_SOURCE = 100;
    private static final int ROOM = 1 << 10;

    /** What lines of this format are made of. Part of what is stored: another one needs another serializer's version. */
    private static final String DICTIONARY = "/io/leaverwatch/access-dictionary-1";

    private static final ZstdDictCompress PACKING = new ZstdDictCompress(dictionary(), LEVEL);
    private static final ZstdDictDecompress UNPACKING = new ZstdDictDecompress(dictionary());
    private static final ThreadLocal<AccessPacking> OF_THREAD = ThreadLocal.withInitial(AccessPacking::new);

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final MessageDigest sha256 = Digests.sha256();
    private final DataOutputSerializer out = new DataOutputSerializer(ROOM);
    private byte[] compressed = new byte[ROOM];
    private String line;

    private AccessPacking() {
        compressor.setMagicless(true).setChecksum(false).setDictID(false).setContentSize(true);
        compressor.loadDict(PACKING);
        decompressor.setMagicless(true);
        decompressor.loadDict(UNPACKING);
    }

    static byte[] pack(AccessEvent access) {
        try {
            return OF_THREAD.get().packed(access);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory gives none
        }
    }

    static AccessEvent unpack(PackedAccess packed, String eventId, String credentialKey) {
        try {
            return OF_THREAD.get().unpacked(packed, eventId, credentialKey);
        } catch (IOException e) {
            throw new UncheckedIOException("the stored form of access '" + eventId + "' cannot be read", e);
        }
    }

    private byte[] packed(AccessEvent access) throws IOException {
        Origin origin = access.origin();
        boolean isOwnHash = !Arrays.equals(sha256.digest(access.raw()), origin.sha256());
        boolean isKey = access.credentialKey().equals(access.credentialId());
        line = new String(access.raw(), ISO_8859_1);
        int eventAt = cut(access.eventId());
        int timeAt = cut(IsoTime.of(access.occurredAt()));
        int credentialAt = isKey ? cut(access.credentialId()) : -1;
        out.clear();
        out.writeByte(access.outcome().ordinal() << OUTCOME_SHIFT
                | (isKey ? CREDENTIAL_IS_KEY : 0)
                | (isOwnHash ? OWN_HASH : 0)
                | (access.zoneAssumed() ? ZONE_ASSUMED : 0));
        boolean isSourceInLine = isSourceInLine(origin.source());
        writeLine(isSourceInLine ? origin.source() : null);
        Numbers.write(eventAt + 1L, out);
        Numbers.write(timeAt + 1L, out);
        if (isKey) {
            Numbers.write(credentialAt + 1L, out);
        } else {
            writePart(access.credentialId());
        }
        writePart(access.system());
        writePart(access.action());
        writePart(access.sessionId());
        Numbers.write(access.recordsAffected() + 1, out);
        Numbers.write(origin.sourceOrder(), out);
        Numbers.write(origin.partition() + 1L, out);
        Numbers.write(origin.position(), out);
        if (!isSourceInLine) {
            Texts.write(origin.source(), out);
        }
        if (isOwnHash) {
            out.write(origin.sha256(), 0, HASH_LENGTH);
        }
        return out.getCopyOfBuffer();
    }

    private AccessEvent unpacked(PackedAccess packed, String eventId, String credentialKey) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(packed.bytes());
        int flags = in.readByte();
        boolean isKey = (flags & CREDENTIAL_IS_KEY) != 0;
        String source = readLine(in);
        int eventAt = (int) Numbers.read(in) - 1;
        int timeAt = (int) Numbers.read(in) - 1;
        int credentialAt = isKey ? (int) Numbers.read(in) - 1 : -1;
        String credentialId = isKey ? credentialKey : readPart(in);
        String system = readPart(in);
        String action = readPart(in);
        String sessionId = readPart(in);
        long records = Numbers.read(in) - 1;
        int sourceOrder = (int) Numbers.read(in);
        int partition = (int) Numbers.read(in) - 1;
        long position = Numbers.read(in);
        if (source == null) {
            source = Texts.readShared(in);
        }
        // In the reverse order of the cuts.
        insert(credentialKey, credentialAt);
        insert(IsoTime.of(packed.occurredAt()), timeAt);
        insert(eventId, eventAt);
        byte[] raw = line.getBytes(ISO_8859_1);
        byte[] hash;
        if ((flags & OWN_HASH) == 0) {
            hash = sha256.digest(raw);
        } else {
            hash = new byte[HASH_LENGTH];
            in.readFully(hash);
        }
        return new AccessEvent(
                eventId,
                packed.occurredAt(),
                (flags & ZONE_ASSUMED) != 0,
                system,
                credentialId,
                action,
                OUTCOMES[flags >> OUTCOME_SHIFT],
                sessionId,
                records,
                new Origin(sourceOrder, source, partition, position, hash),
                raw);
    }

    /** Takes a text out of the line; says where it stood, -1 for nowhere. */
    private int cut(String text) {
        int at = place(text);
        if (at >= 0) {
            line = line.substring(0, at) + line.substring(at + text.length());
        }
        return at;
    }

    private void insert(String text, int at) {
        if (at >= 0) {
            line = line.substring(0, at) + text + line.substring(at);
        }
    }

    /** Bytes and characters of the line are one here, so that only ASCII is found in it. */
    private int place(String text) {
        return text == null || text.isEmpty() || !Texts.isAscii(text) ? -1 : line.indexOf(text);
    }

    /** Where the line has the text, or else the text. */
    private void writePart(String text) throws IOException {
        int at = place(text);
        Numbers.write(at + 1L, out);
        if (at < 0) {
            Texts.write(text, out);
        } else {
            Numbers.write(text.length(), out);
        }
    }

    private String readPart(DataInputView in) throws IOException {
        int at = (int) Numbers.read(in) - 1;
        return at < 0 ? Texts.read(in) : line.substring(at, at + (int) Numbers.read(in));
    }

    /** Compresses the line, together with the source unless that is null: few bytes where it is a usual one. */
    private void writeLine(String source) throws IOException {
        byte[] bytes = (source == null ? line : source + line).getBytes(ISO_8859_1);
        makeRoom(Math.toIntExact(Zstd.compressBound(bytes.length)));
        int size = compressor.compressByteArray(compressed, 0, compressed.length, bytes, 0, bytes.length);
        Numbers.write(source == null ? 0 : source.length() + 1L, out);
        Numbers.write(size, out);
        out.write(compressed, 0, size);
    }

    /** Takes the line; gives the source, null where it does not stand here. */
    private String readLine(DataInputView in) throws IOException {
        int sourceLength = (int) Numbers.read(in) - 1;
        int size = Math.toIntExact(Numbers.read(in));
        makeRoom(size);
        in.readFully(compressed, 0, size);
        byte[] bytes = new byte[Math.toIntExact(Zstd.getFrameContentSize(compressed, 0, size, true))];
        decompressor.decompressByteArray(bytes, 0, bytes.length, compressed, 0, size);
        int start = Math.max(0, sourceLength);
        line = new String(bytes, start, bytes.length - start, ISO_8859_1);
        return sourceLength < 0 ? null : new String(bytes, 0, sourceLength, ISO_8859_1);
    }

    private static boolean isSourceInLine(String source) {
        return source.length() <= LONGEST_SOURCE && Texts.isAscii(source);
    }

    private void makeRoom(int size) {
        if (compressed.length < size) {
            compressed = new byte[size];
        }
    }

    private static byte[] dictionary() {
        try (InputStream in = AccessPacking.class.getResourceAsStream(DICTIONARY)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
