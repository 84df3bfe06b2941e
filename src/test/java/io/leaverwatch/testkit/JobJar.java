package io.leaverwatch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar of a few test classes, as a cluster takes it. */
public final class JobJar {
    private JobJar() {}

    /**
     * Writes a jar.
     *
     * @param jar the file to write
     * @param main the class with the main method
     * @param others the other classes of the job; those nested in a class have to be named too
     * @return the file
     */
    public static Path write(Path jar, Class<?> main, Class<?>... others) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            add(out, main);
            for (Class<?> other : others) {
                add(out, other);
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            bytes.transferTo(out);
        }
        out.closeEntry();
    }
}
