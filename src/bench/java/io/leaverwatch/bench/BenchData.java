package io.leaverwatch.bench;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * The generated data: 200,000 members with one login each, 90 days of accesses to five systems of which two are
 * protected. The same for the same parameters. A file is made once: a file beside it, with {@code .made} behind its
 * name, says with which parameters, and is written last.
 */
final class BenchData {
    /** How many members there are; each has one login. */
    static final int MEMBERS = 200_000;

    /** What a reader of the numbers has to know of the data. */
    static final String NOTE =
            "data: " + MEMBERS + " members with one login each, 90 days, 5 systems, 2 of them protected;"
                    + " after a departure 97 % of a leaver's would-be accesses go to a colleague, so that breaches are as rare as"
                    + " in life";

    private static final int VERSION = 1;
    private static final long SEED = 7;
    private static final long START = Instant.parse("2031-03-01T00:00:00Z").toEpochMilli();
    private static final long SPAN = 90 * 86_400_000L;

    /** After all departures and accesses, epoch millis. */
    static final long END = START + SPAN + 1000;

    private static final int KEPT_PERCENT = 3;
    private static final int BUFFER = 1 << 20;
    private static final long LINE_BYTES = 365;

    private final Path folder;
    private final int leaverEvery;

    /**
     * Data with a share of leavers.
     *
     * @param folder where all generated data lies
     * @param leaverPercent a divisor of 100
     */
    BenchData(Path folder, int leaverPercent) {
        this.folder = folder.resolve("leavers-" + leaverPercent);
        this.leaverEvery = 100 / leaverPercent;
    }

    static String credential(int member) {
        return "user" + AccessText.padded(member, 6) + "@example.org";
    }

    static String member(int member) {
        return "member-" + AccessText.padded(member, 6);
    }

    /** The membership file. */
    Path members() throws IOException {
        return make("members.ndjson", 0, this::writeMembers);
    }

    /** Writes what the membership file holds, each line with one call. */
    void writeMembers(OutputStream out) throws IOException {
        long[] departures = departures();
        for (int i = 0; i < departures.length; i++) {
            // Three digits after the second, always: the times are compared as text too.
            String at = Instant.ofEpochMilli(departures[i]).toString();
            out.write(AccessText.bytes("{\"eventId\":\"m-" + i + "\",\"memberId\":\"" + member(i * leaverEvery)
                    + "\",\"type\":\"RESIGNED\",\"effectiveAt\":\""
                    + (at.length() == 20 ? at.replace("Z", ".000Z") : at) + "\",\"source\":\"hr\"}"));
        }
    }

    /** The link file. */
    Path links() throws IOException {
        return make("links.ndjson", 0, BenchData::writeLinks);
    }

    /** Writes what the link file holds, each line with one call. */
    static void writeLinks(OutputStream out) throws IOException {
        for (int i = 0; i < MEMBERS; i++) {
            out.write(AccessText.bytes("{\"credentialId\":\"" + credential(i) + "\",\"memberId\":\"" + member(i)
                    + "\",\"relation\":\"OWNER\"}"));
        }
    }

    /** An access file. */
    Path accesses(long count, boolean isShuffled) throws IOException {
        String name = "accesses-" + count + (isShuffled ? "-shuffled" : "") + ".ndjson";
        return make(name, count * LINE_BYTES, out -> writeAccesses(out, count, isShuffled));
    }

    /** Writes what an access file holds, each line with one call. */
    void writeAccesses(OutputStream out, long count, boolean isShuffled) throws IOException {
        long[] departures = departures();
        SplittableRandom random = new SplittableRandom(SEED + 1);
        AccessText text = new AccessText(random, isShuffled ? new SplittableRandom(SEED + 2) : null);
        for (long i = 0; i < count; i++) {
            long time = START + (long) ((double) i / count * SPAN) + random.nextInt(1000);
            int member = random.nextInt(MEMBERS);
            boolean hasLeft = member % leaverEvery == 0 && time > departures[member / leaverEvery];
            if (hasLeft && random.nextInt(100) >= KEPT_PERCENT) {
                member += 1 + random.nextInt(leaverEvery - 1);
            }
            text.write(out, i, time, member);
        }
    }

    /** An access file of {@link #accesses}, compressed. */
    Path gzip(long count) throws IOException {
        Path plain = accesses(count, false);
        return make(plain.getFileName() + ".gz", Files.size(plain) / 3, out -> {
            try (OutputStream gzip = new GZIPOutputStream(out, BUFFER)) {
                copy(plain, gzip);
            }
        });
    }

    /** As {@link #gzip}. */
    Path zstd(long count) throws IOException {
        Path plain = accesses(count, false);
        return make(plain.getFileName() + ".zst", Files.size(plain) / 3, out -> {
            try (OutputStream zstd = new ZstdOutputStream(out)) {
                copy(plain, zstd);
            }
        });
    }

    private static void copy(Path from, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            in.transferTo(out);
        }
    }

    private long[] departures() {
        SplittableRandom random = new SplittableRandom(SEED);
        long[] departures = new long[MEMBERS / leaverEvery];
        for (int i = 0; i < departures.length; i++) {
            departures[i] = START + (long) (random.nextDouble() * SPAN);
        }
        return departures;
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private Path make(String name, long bytes, Content content) throws IOException {
        Path file = folder.resolve(name);
        Path marker = folder.resolve(name + ".made");
        if (Files.exists(marker) && Files.exists(file)) {
            if (Files.readString(marker).equals(parameters(file))) {
                return file;
            }
        }
        Files.createDirectories(folder);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes + bytes / 10) {
            throw new BenchFailure(String.format(
                    "%s needs %.1f GB, and %s has %.1f GB left; give another folder with --dir or smaller --sizes.",
                    name, bytes / 1e9, folder, free / 1e9));
        }
        System.err.println("making " + file);
        Files.deleteIfExists(marker);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            content.write(out);
        }
        Files.writeString(marker, parameters(file));
        return file;
    }

    /** Everything that the content depends on and the name does not say; and the length, against a file cut short. */
    private String parameters(Path file) throws IOException {
        return "version " + VERSION + ", seed " + SEED + ", members " + MEMBERS + ", one leaver in " + leaverEvery
                + ", " + Files.size(file) + " bytes\n";
    }
}
