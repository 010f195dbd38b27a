package io.pocketio.benchmarks.load;

import io.pocketio.benchmarks.server.BenchmarkServer;
import io.pocketio.benchmarks.server.ServerStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The server that a load is run against: a child process, ended with this, or one that runs already. Thread-safe. */
final class Target implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String LEAK = "LEAK:";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final int port;
    private final long pid;
    private final @Nullable Process process;
    private final @Nullable Path log;

    private Target(int port, long pid, @Nullable Process process, @Nullable Path log) {
        this.port = port;
        this.pid = pid;
        this.process = process;
        this.log = log;
    }

    /** Starts the server, unless it runs already, and waits until it answers. */
    static Target open(TargetSettings settings) throws IOException {
        if (settings.port() != 0) {
            return new Target(settings.port(), settings.pid(), null, null);
        }
        Files.createDirectories(settings.out());
        int port = freePort();
        Path log = settings.out().resolve(settings.load() + "-server.log");
        Process process = start(settings, port, log);
        Target target = new Target(port, process.pid(), process, log);
        target.awaitStart();
        return target;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process start(TargetSettings settings, int port, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(settings.java());
        command.addAll(settings.flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchmarkServer.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PORT", String.valueOf(port));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private void awaitStart() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (log != null && !Files.readString(log).contains("ready")) {
            if (process == null || !process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("The server has not started, see " + log);
            }
            pause(Duration.ofMillis(100));
        }
    }

    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    int port() {
        return port;
    }

    /** @param gc whether the server collects garbage first */
    ServerStatus status(boolean gc) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status?gc=" + gc))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("The server answers " + response.statusCode() + ": " + response.body());
            }
            return JSON.readValue(response.body(), ServerStatus.class);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Resident memory of the server, in bytes; -1 where the system does not tell. */
    long residentBytes() {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException notThere) {
            return -1;
        }
    }

    /** Reports of the leak detector, and other lines of the server's log beside {@code ready}; empty for a server that runs already. */
    List<String> complaints() throws IOException {
        if (log == null) {
            return List.of();
        }
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(LEAK) || line.contains(" ERROR ") || line.contains(" WARN "))
                .toList();
    }

    static boolean isLeak(String complaint) {
        return complaint.contains(LEAK);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
            }
        }
    }
}
