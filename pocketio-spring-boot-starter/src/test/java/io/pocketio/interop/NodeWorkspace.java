package io.pocketio.interop;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder with the Node scripts of {@code src/test/client} and the npm packages that its lock file names. Without Node and npm
 * the tests that need it are skipped, unless the environment says {@code CI=true}: then they fail.
 */
final class NodeWorkspace {

    private static final Path SCRIPTS = Path.of("src", "test", "client");
    private static final Path FOLDER = Path.of("target", "interop-client");
    private static final String NPM = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";

    private static boolean ready;

    private NodeWorkspace() {}

    /** Starts a script; it ends with this virtual machine at the latest. */
    static Script start(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return Script.start(command, folder());
    }

    /** The folder, with everything in it that the scripts need. */
    static Path folder() {
        prepare();
        return FOLDER;
    }

    private static synchronized void prepare() {
        if (!isAvailable("node") || !isAvailable(NPM)) {
            skip("Node and npm are needed for tests with the official JavaScript client");
        }
        if (!ready) {
            copyScripts();
            install();
            ready = true;
        }
    }

    /** Skips what needs something that is not there, or fails when the environment says {@code CI=true}. */
    static void skip(String message) {
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        Assumptions.abort(message);
    }

    private static boolean isAvailable(String tool) {
        return succeeds(tool, "--version");
    }

    /** Whether there is such a program, and it ends well. */
    static boolean succeeds(String... command) {
        try {
            return run(List.of(command), Path.of("."), 30) == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static void copyScripts() {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            Files.createDirectories(FOLDER);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void install() {
        try {
            Path installed = FOLDER.resolve(Path.of("node_modules", ".package-lock.json"));
            Path lock = SCRIPTS.resolve("package-lock.json");
            if (!Files.exists(installed)
                    || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
                List<String> command = List.of(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                if (run(command, FOLDER, 180) != 0) {
                    fail("npm ci failed in " + FOLDER.toAbsolutePath());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int run(List<String> command, Path folder, int seconds) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            return fail(command + " took more than " + seconds + " s");
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return fail(command + " was interrupted");
        }
    }

    /** A running script or another program, whose output is read line by line. */
    static final class Script implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;

        /** Starts a program; it ends with this virtual machine at the latest. */
        static Script start(List<String> command, Path folder) {
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
                return new Script(process);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private Script(Process process) {
            this.process = process;
            this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** {@code null} at the end. */
        @Nullable
        String nextLine() {
            try {
                return output.readLine();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        String readLine() {
            String line = nextLine();
            return line == null ? fail("The script ended without a word") : line;
        }

        void writeLine(String line) {
            try {
                process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** Ends it by force when it takes longer. */
        void endAfter(int seconds) {
            CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(process::destroyForcibly);
        }

        int exitValue() {
            try {
                return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return fail("interrupted");
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
