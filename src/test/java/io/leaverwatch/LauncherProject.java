package io.leaverwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A project with the launcher, whose jar is a program that only shows what it was given.
 *
 * @param folder where it lies, and where commands run
 * @param name of its own folder there
 */
record LauncherProject(Path folder, String name) {
    static final Path LAUNCHER = Path.of("deploy/leaverwatch").toAbsolutePath();
    /** Where the jar is older than the sources, so that the launcher has to build. */
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    /** What a run gave. */
    record Run(int status, String out, String err) {}

    /** Lays one out. */
    static LauncherProject in(Path folder, String name) throws IOException {
        LauncherProject project = new LauncherProject(folder, name);
        Path root = Files.createDirectories(project.root());
        Files.createDirectories(root.resolve("src/main"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createDirectories(root.resolve("deploy"));
        Files.copy(LAUNCHER, project.launcher(), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(LAUNCHER.resolveSibling("tools.sh"), project.launcher().resolveSibling("tools.sh"));
        try (Stream<Path> sources = Files.walk(root.resolve("src"))) {
            for (Path source : sources.toList()) {
                Files.setLastModifiedTime(source, FileTime.from(LONG_AGO));
            }
        }
        Files.setLastModifiedTime(root.resolve("pom.xml"), FileTime.from(LONG_AGO));
        Files.createDirectories(root.resolve("target"));
        project.writeJar();
        return project;
    }

    Path root() {
        return folder.resolve(name);
    }

    Path jar() {
        return root().resolve("target/leaverwatch-all.jar");
    }

    Path launcher() {
        return root().resolve("deploy/leaverwatch");
    }

    /** Runs the launcher, which may neither install nor make an archive unless the environment says otherwise. */
    Run launch(Map<String, String> environment, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(words));
        return run(environment, command.toArray(String[]::new));
    }

    Run run(Map<String, String> environment, String... command) throws Exception {
        Process process = start(environment, command);
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ends in time").isTrue();
            return new Run(process.exitValue(), text("out"), text("err"));
        } finally {
            process.destroyForcibly();
        }
    }

    Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(name -> name.startsWith("LEAVERWATCH_") || name.startsWith("MAVEN_"));
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("LEAVERWATCH_NO_INSTALL", "1");
        all.put("LEAVERWATCH_NO_ARCHIVE", "1");
        all.putAll(environment);
        builder.directory(folder.toFile());
        builder.redirectError(folder.resolve("err").toFile());
        if (!List.of(command).contains("wait")) {
            builder.redirectOutput(folder.resolve("out").toFile());
        }
        return builder.start();
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** A folder that leads to these programs of the machine, and to no others. */
    Path programs(String... names) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("programs"));
        for (String program : names) {
            Path found = Stream.of("/bin", "/usr/bin")
                    .map(place -> Path.of(place, program))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(bin.resolve(program), "exec " + found + " \"$@\"");
        }
        return bin;
    }

    static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void writeJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Shown.class.getName());
        String entry = Shown.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar());
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream bytes = Shown.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
    }
}
