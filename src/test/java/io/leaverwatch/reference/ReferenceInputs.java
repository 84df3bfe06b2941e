package io.leaverwatch.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The files of one run, each kind in the order of the command line.
 *
 * @param memberships files of membership events; never null, may be empty
 * @param credentials files of credential links; never null, may be empty
 * @param accesses files of access events; never null, may be empty
 */
public record ReferenceInputs(List<Source> memberships, List<Source> credentials, List<Source> accesses) {

    /** Takes copies of the lists. */
    public ReferenceInputs {
        memberships = List.copyOf(memberships);
        credentials = List.copyOf(credentials);
        accesses = List.copyOf(accesses);
    }

    /** One file of each kind, named memberships.ndjson, credentials.ndjson and accesses.ndjson, its lines ended by LF; the text is stored as UTF-8. */
    public static ReferenceInputs ofLines(List<String> memberships, List<String> credentials, List<String> accesses) {
        return new ReferenceInputs(
                List.of(Source.ofLines("memberships.ndjson", memberships)),
                List.of(Source.ofLines("credentials.ndjson", credentials)),
                List.of(Source.ofLines("accesses.ndjson", accesses)));
    }

    /** All lines of the membership files, blank ones too, in the order of the command line. */
    public List<Line> membershipLines() {
        return lines(memberships);
    }

    /** All lines of the credential files, blank ones too, in the order of the command line. */
    public List<Line> credentialLines() {
        return lines(credentials);
    }

    /** All lines of the access files, blank ones too, in the order of the command line. */
    public List<Line> accessLines() {
        return lines(accesses);
    }

    /** The same bytes under other names, for example the paths that a test wrote them to. */
    public ReferenceInputs renamed(UnaryOperator<String> name) {
        return new ReferenceInputs(renamed(memberships, name), renamed(credentials, name), renamed(accesses, name));
    }

    /**
     * Writes every file into an existing folder under its name.
     *
     * @return the same inputs, each source named by the path that was written, as {@code Path.toString} gives it
     */
    public ReferenceInputs writeTo(Path folder) {
        List<Source> all = new ArrayList<>(memberships);
        all.addAll(credentials);
        all.addAll(accesses);
        try {
            for (Source source : all) {
                Files.write(folder.resolve(source.name()), source.content());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return renamed(name -> folder.resolve(name).toString());
    }

    private static List<Source> renamed(List<Source> sources, UnaryOperator<String> name) {
        return sources.stream()
                .map(s -> new Source(name.apply(s.name()), s.content()))
                .toList();
    }

    private static List<Line> lines(List<Source> sources) {
        return sources.stream().flatMap(s -> s.lines().stream()).toList();
    }

    /** One file: its name and its bytes. */
    public static final class Source {
        private final String name;
        private final byte[] content;

        /**
         * Takes a copy of the bytes.
         *
         * @param name as given on the command line; what evidence and dead letters call {@code source}
         * @param content the whole file, a byte-order mark and line endings included
         */
        public Source(String name, byte[] content) {
            this.name = name;
            this.content = content.clone();
        }

        /** A file whose lines are these texts in UTF-8, each ended by LF. */
        public static Source ofLines(String name, List<String> lines) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (String line : lines) {
                bytes.writeBytes(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                bytes.write('\n');
            }
            return new Source(name, bytes.toByteArray());
        }

        /** As given on the command line. */
        public String name() {
            return name;
        }

        /** A copy of the whole file. */
        public byte[] content() {
            return content.clone();
        }

        /**
         * The lines: each ends before LF or CRLF, or with the file. What follows the last LF is a line only where it has a byte. A byte-order mark at the start belongs to no
         * line, so the first line then has position 3.
         */
        public List<Line> lines() {
            List<Line> lines = new ArrayList<>();
            boolean marked = content.length >= 3
                    && content[0] == (byte) 0xEF
                    && content[1] == (byte) 0xBB
                    && content[2] == (byte) 0xBF;
            int start = marked ? 3 : 0;
            for (int i = start; i < content.length; i++) {
                if (content[i] == '\n') {
                    int end = i > start && content[i - 1] == '\r' ? i - 1 : i;
                    lines.add(new Line(name, start, Arrays.copyOfRange(content, start, end)));
                    start = i + 1;
                }
            }
            if (start < content.length) {
                lines.add(new Line(name, start, Arrays.copyOfRange(content, start, content.length)));
            }
            return lines;
        }
    }

    /** One line of a file: its raw bytes without the line ending, and where it was read. */
    public static final class Line {
        private final String source;
        private final long position;
        private final byte[] bytes;

        Line(String source, long position, byte[] bytes) {
            this.source = source;
            this.position = position;
            this.bytes = bytes;
        }

        /** The name of the file. */
        public String source() {
            return source;
        }

        /** The offset in bytes of the line's first byte in its file, from 0; a byte-order mark counts. */
        public long position() {
            return position;
        }

        /** A copy of the bytes, without LF or CRLF. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return source + ":" + position;
        }
    }
}
