package io.leaverwatch.connectors;

import io.leaverwatch.config.Reasons;
import io.leaverwatch.config.UsageError;
import io.leaverwatch.formats.InputKind;
import io.leaverwatch.formats.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The inputs of one run: what the user gave, found, in the order of the command line. Standard input and pipes are read
 * as they come where they are accesses; other kinds are read twice, and so copied to a temporary file, which
 * {@link #close} deletes.
 */
public final class InputFiles implements AutoCloseable {
    /** The word for standard input. */
    public static final String STANDARD_INPUT = "-";

    /** Other names of it. */
    private static final Set<String> STANDARD_INPUTS = Set.of("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

    private final List<InputFile> files = new ArrayList<>();
    private final List<Path> copies = new ArrayList<>();
    private final List<FoundFile> found = new ArrayList<>();
    private final Map<Object, Seen> seen = new HashMap<>();
    private final Path temporary;

    private InputFiles(Path temporary) {
        this.temporary = temporary;
    }

    /** Under which name a file was given before, and for what. */
    private record Seen(InputKind kind, String name) {}

    /**
     * What the user gave for one kind of input.
     *
     * @param kind what its lines are
     * @param words paths, patterns, or {@link #STANDARD_INPUT}
     */
    public record Given(InputKind kind, List<String> words) {}

    /**
     * Finds the inputs and looks at their first bytes; sources are numbered in the order given.
     *
     * @param temporary a folder for copies of what has to be read twice and can be read only once
     * @throws UsageError where one is missing, a folder, not readable, not what its name says, or given twice
     */
    public static InputFiles find(List<Given> given, Path temporary) {
        InputFiles inputs = new InputFiles(temporary);
        try {
            for (Given one : given) {
                for (String word : one.words()) {
                    inputs.add(one.kind(), word);
                }
            }
            // Last, since it waits for input: what is wrong with the others is said before.
            inputs.files.replaceAll(file -> file.isStream() ? inputs.readable(file) : file);
            return inputs;
        } catch (UsageError e) {
            inputs.close();
            throw e;
        }
    }

    /** All, in the order of the command line. */
    public List<InputFile> all() {
        return List.copyOf(files);
    }

    /** Those of one kind, in the order of the command line. */
    public List<InputFile> of(InputKind kind) {
        return files.stream().filter(file -> file.place().kind() == kind).toList();
    }

    /**
     * Looks whether all that was read is of the files that were found; for when they have been read.
     *
     * @throws InputUnreadable where one is another file now, or was written anew; lines that were only appended do not matter
     */
    public void checkUnchanged() throws InputUnreadable {
        for (FoundFile file : found) {
            file.checkUnchanged();
        }
    }

    /** Deletes the temporary copies. */
    @Override
    public void close() {
        for (Path copy : copies) {
            try {
                Files.deleteIfExists(copy);
            } catch (IOException e) {
                copy.toFile().deleteOnExit();
            }
        }
    }

    private void add(InputKind kind, String word) {
        if (word.equals(STANDARD_INPUT)) {
            addStream(kind, word, null);
            return;
        }
        if (word.isEmpty()) {
            throw new UsageError("an empty name was given as an input file");
        }
        Path path = path(word);
        if (Files.exists(path) || !Glob.isPattern(word)) {
            addFile(kind, word, path);
            return;
        }
        List<String> found;
        try {
            found = Glob.expand(word);
        } catch (IOException e) {
            throw new UsageError("cannot look for files that match " + word + ": " + Reasons.of(e), e);
        }
        if (found.isEmpty()) {
            throw new UsageError("no file matches " + word);
        }
        found.forEach(name -> addFile(kind, name, path(name)));
    }

    private static Path path(String word) {
        try {
            return Path.of(word);
        } catch (java.nio.file.InvalidPathException e) {
            throw new UsageError("not a file name: " + e.getReason(), e);
        }
    }

    private void addFile(InputKind kind, String name, Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new UsageError(name + " is a folder; give its files, for example \"" + name + "/*.ndjson\"");
            }
            if (!Files.isReadable(path)) {
                throw new UsageError("cannot read " + name + ": permission denied");
            }
            if (!attributes.isRegularFile()) {
                addStream(kind, name, path);
                return;
            }
            checkOnce(kind, name, path.toRealPath());
            found.add(new FoundFile(name, path, attributes));
            add(kind, name, path, attributes.size());
        } catch (NoSuchFileException e) {
            throw new UsageError("no such file: " + name, e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private void add(InputKind kind, String name, Path path, long size) throws IOException {
        Compression compression = compression(path);
        for (Compression promised : Compression.values()) {
            if (promised != Compression.NONE && promised != compression && name.endsWith(promised.suffix())) {
                throw new UsageError("cannot read " + name + ": it is named " + promised.suffix()
                        + ", but does not begin as such a file does");
            }
        }
        files.add(new InputFile(place(kind, name), path.toString(), compression, size));
    }

    private static Compression compression(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(Compression.MARK);
            return Compression.of(head, head.length);
        }
    }

    private void addStream(InputKind kind, String name, Path path) {
        boolean isStandardInput = path == null || STANDARD_INPUTS.contains(name);
        checkOnce(kind, name, isStandardInput ? STANDARD_INPUT : path.toAbsolutePath());
        files.add(new InputFile(place(kind, name), path == null ? null : path.toString(), Compression.NONE, -1));
    }

    /** A stream, or a copy of it where it is read twice. */
    private InputFile readable(InputFile stream) {
        if (stream.place().kind() == InputKind.ACCESS) {
            return stream;
        }
        try {
            Path copy = Files.createTempFile(temporary, "leaverwatch-", ".input");
            copies.add(copy);
            if (stream.path() == null) {
                Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
            } else {
                try (InputStream in = Files.newInputStream(Path.of(stream.path()))) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new InputFile(stream.place(), copy.toString(), compression(copy), Files.size(copy));
        } catch (IOException e) {
            throw unreadable(stream.place().source(), e);
        }
    }

    private void checkOnce(InputKind kind, String name, Object identity) {
        Seen before = seen.putIfAbsent(identity, new Seen(kind, name));
        if (before == null) {
            return;
        }
        if (identity.equals(STANDARD_INPUT)) {
            throw new UsageError("standard input (-) can be given only once");
        }
        String as = before.name().equals(name) ? "" : ", first as " + before.name();
        String kinds = before.kind() == kind ? "" : " (for " + before.kind().word() + " and for " + kind.word() + ")";
        throw new UsageError("the file " + name + " was given twice" + as + kinds);
    }

    private Place place(InputKind kind, String name) {
        return Place.ofFile(kind, files.size(), name);
    }

    private static UsageError unreadable(String name, IOException e) {
        return new UsageError(InputUnreadable.of(name, e).getMessage(), e);
    }
}
