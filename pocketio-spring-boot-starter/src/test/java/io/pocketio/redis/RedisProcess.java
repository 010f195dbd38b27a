package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@code redis-server} of the path, on a port of its own on loopback, which can be ended and started again with what it has kept. Tests
 * that need one are skipped where it is missing, unless the environment says {@code CI=true}: then they fail.
 */
public final class RedisProcess implements AutoCloseable {

    private static final String SERVER = "redis-server";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final int port = freePort();
    private final Path directory;
    private final List<String> command;
    private Process process;

    private RedisProcess(Path directory, List<String> settings) {
        this.directory = directory;
        this.command = new ArrayList<>(List.of(SERVER, "--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
        this.command.addAll(settings);
        this.process = run();
    }

    /** @param settings as options of the command line: without any, nothing is kept */
    public static RedisProcess start(String... settings) {
        skipIfMissing();
        try {
            return new RedisProcess(Files.createTempDirectory("redis"), List.of(settings));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As it does itself, for who starts one in another way. */
    public static void skipIfMissing() {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, SERVER)));
        if (!found && "true".equals(System.getenv("CI"))) {
            fail("There is no " + SERVER);
        } else if (!found) {
            abort("A " + SERVER + " of version 7 is needed in the path");
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return port;
    }

    /** Starts it again, and waits until it answers. */
    public void startAgain() {
        process = run();
    }

    /** Starts it again, and does not wait: it takes some microseconds for each key before it does what it is asked. */
    public void startAgainSlowly() {
        command.addAll(List.of("--key-load-delay", "100"));
        try {
            process = begin();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Process begin() throws IOException {
        Process started = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        return started;
    }

    private Process run() {
        try {
            Process started = begin();
            await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(10)).until(() -> {
                assertThat(started.isAlive()).isTrue();
                return cli("ping").equals("PONG");
            });
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it as an operator does, and waits until it has ended. */
    public void stop() {
        process.destroy();
        await().atMost(TIMEOUT).until(() -> process.waitFor(10, TimeUnit.MILLISECONDS));
    }

    /** What {@code redis-cli} says. */
    public String cli(String... arguments) {
        List<String> line = new ArrayList<>(List.of("redis-cli", "-p", "" + port));
        line.addAll(List.of(arguments));
        try {
            Process cli = new ProcessBuilder(line).redirectErrorStream(true).start();
            cli.getOutputStream().close();
            return new String(cli.getInputStream().readAllBytes(), UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
