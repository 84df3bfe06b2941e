package io.leaverwatch.connectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * An input file as it was when it was found. Its parts, and its hash, are read one after the other and each opens it anew:
 * a file that takes its name meanwhile would be mixed with it.
 *
 * @param name as given
 * @param path of the file
 * @param attributes that it had
 */
record FoundFile(String name, Path path, BasicFileAttributes attributes) {

    /**
     * Compares it with what has its name now.
     *
     * @throws InputUnreadable where that is another file, or one whose bytes were written anew
     */
    void checkUnchanged() throws InputUnreadable {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            throw InputUnreadable.of(name, e);
        }
        if (now.lastModifiedTime().equals(attributes.lastModifiedTime()) && now.size() == attributes.size()) {
            // The key says nothing then: some network file systems give a file another one from time to time.
            return;
        }
        if (!Objects.equals(now.fileKey(), attributes.fileKey())) {
            throw new InputUnreadable("cannot read " + name + ": another file took its name while it was read");
        }
        // What is appended makes a file longer.
        if (now.size() <= attributes.size()) {
            throw new InputUnreadable("cannot read " + name + ": it was changed while it was read");
        }
    }
}
