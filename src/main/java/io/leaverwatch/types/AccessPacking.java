package io.leaverwatch.types;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import io.leaverwatch.domain.AccessEvent;
import io.leaverwatch.domain.Digests;
import io.leaverwatch.domain.Origin;
import io.leaverwatch.domain.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An access in few bytes, for state that holds very many of them: its line, compressed with a dictionary; its fields as
 * places in the line where they stand there; its hash only where it is not that of the line. Contexts are kept for each thread.
 */
public final class AccessPacking {
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int HASH_LENGTH = 32;
    private static final int ZONE_ASSUMED = 1;
    private static final int OWN_HASH = 2;
    private static final int OUTCOME_SHIFT = 2;
    private static final int LEVEL = 6;

    /** What lines of this format are made of. Part of what is stored: another one needs another serializer's version. */
    private static final String DICTIONARY = "/io/leaverwatch/access-dictionary-1";

    private static final ZstdDictCompress PACKING = new ZstdDictCompress(dictionary(), LEVEL);
    private static final ZstdDictDecompress UNPACKING = new ZstdDictDecompress(dictionary());
    private static final ThreadLocal<AccessPacking> OF_THREAD = ThreadLocal.withInitial(AccessPacking::new);

    private final ZstdCompressCtx compressor = new ZstdCompressCtx();
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final MessageDigest sha256 = Digests.sha256();
    private byte[] packed = new byte[1 << 10];

    private AccessPacking() {
        compressor.setMagicless(true).setChecksum(false).setDictID(false).setContentSize(false);
        compressor.loadDict(PACKING);
        decompressor.setMagicless(true);
        decompressor.loadDict(UNPACKING);
    }

    /** Writes an access. */
    public static void write(AccessEvent access, DataOutputView out) throws IOException {
        OF_THREAD.get().pack(access, out);
    }

    /** Reads what {@link #write} wrote. */
    public static AccessEvent read(DataInputView in) throws IOException {
        return OF_THREAD.get().unpack(in);
    }

    private void pack(AccessEvent access, DataOutputView out) throws IOException {
        byte[] raw = access.raw();
        Origin origin = access.origin();
        boolean isOwnHash = !Arrays.equals(sha256.digest(raw), origin.sha256());
        out.writeByte(access.outcome().ordinal() << OUTCOME_SHIFT
                | (isOwnHash ? OWN_HASH : 0)
                | (access.zoneAssumed() ? ZONE_ASSUMED : 0));
        writeLine(raw, out);
        String line = new String(raw, ISO_8859_1);
        writePart(access.eventId(), line, out);
        Numbers.write((access.occurredAt() << 1) ^ (access.occurredAt() >> (Long.SIZE - 1)), out);
        writePart(access.system(), line, out);
        writePart(access.credentialId(), line, out);
        writePart(access.action(), line, out);
        writePart(access.sessionId(), line, out);
        Numbers.write(access.recordsAffected() + 1, out);
        Numbers.write(origin.sourceOrder(), out);
        Texts.write(origin.source(), out);
        Numbers.write(origin.partition() + 1L, out);
        Numbers.write(origin.position(), out);
        if (isOwnHash) {
            out.write(origin.sha256(), 0, HASH_LENGTH);
        }
    }

    private AccessEvent unpack(DataInputView in) throws IOException {
        int flags = in.readByte();
        byte[] raw = readLine(in);
        String line = new String(raw, ISO_8859_1);
        String eventId = readPart(line, in);
        long zigzag = Numbers.read(in);
        String system = readPart(line, in);
        String credentialId = readPart(line, in);
        String action = readPart(line, in);
        String sessionId = readPart(line, in);
        long records = Numbers.read(in) - 1;
        int sourceOrder = (int) Numbers.read(in);
        String source = Texts.readShared(in);
        int partition = (int) Numbers.read(in) - 1;
        long position = Numbers.read(in);
        byte[] hash;
        if ((flags & OWN_HASH) == 0) {
            hash = sha256.digest(raw);
        } else {
            hash = new byte[HASH_LENGTH];
            in.readFully(hash);
        }
        return new AccessEvent(
                eventId,
                (zigzag >>> 1) ^ -(zigzag & 1),
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

    private void writeLine(byte[] raw, DataOutputView out) throws IOException {
        int most = Math.toIntExact(Zstd.compressBound(raw.length));
        if (packed.length < most) {
            packed = new byte[most];
        }
        int size = compressor.compressByteArray(packed, 0, packed.length, raw, 0, raw.length);
        Numbers.write(raw.length, out);
        Numbers.write(size, out);
        out.write(packed, 0, size);
    }

    private byte[] readLine(DataInputView in) throws IOException {
        byte[] raw = new byte[Math.toIntExact(Numbers.read(in))];
        int size = Math.toIntExact(Numbers.read(in));
        if (packed.length < size) {
            packed = new byte[size];
        }
        in.readFully(packed, 0, size);
        decompressor.decompressByteArray(raw, 0, raw.length, packed, 0, size);
        return raw;
    }

    /** Where the line has the text, or else the text. Bytes and characters of the line are one here, so that only ASCII is found in it. */
    private static void writePart(String text, String line, DataOutputView out) throws IOException {
        int at = text == null || text.isEmpty() || !isAscii(text) ? -1 : line.indexOf(text);
        Numbers.write(at + 1L, out);
        if (at < 0) {
            Texts.write(text, out);
        } else {
            Numbers.write(text.length(), out);
        }
    }

    private static String readPart(String line, DataInputView in) throws IOException {
        int at = (int) Numbers.read(in) - 1;
        return at < 0 ? Texts.read(in) : line.substring(at, at + (int) Numbers.read(in));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static byte[] dictionary() {
        try (InputStream in = AccessPacking.class.getResourceAsStream(DICTIONARY)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
