package io.leaverwatch.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/** A temporary folder that only this user can read, and that goes with the JVM: what is in it names people. */
public final class PrivateFolder {
    private static final int MOST_ATTEMPTS = 5;

    private PrivateFolder() {}

    /** Makes one whose name begins so. */
    public static Path create(String prefix) {
        return create(prefix, () -> {});
    }

    /**
     * Makes one whose name begins so.
     *
     * @param before what the JVM does at its end before the folder goes, for whoever else uses it
     */
    public static Path create(String prefix, Runnable before) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            Runnable end = () -> {
                before.run();
                delete(folder);
            };
            Runtime.getRuntime().addShutdownHook(new Thread(end, "delete-" + prefix));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever still runs may meanwhile delete what is in it, or add to it. */
    private static void delete(Path folder) {
        for (int attempt = 1; ; attempt++) {
            try {
                FileUtils.deleteDirectory(folder.toFile());
                return;
            } catch (IOException e) {
                if (attempt == MOST_ATTEMPTS) {
                    System.err.println(
                            "leaverwatch: the temporary folder " + folder + " could not be deleted: " + e.getMessage());
                    return;
                }
            }
        }
    }
}
