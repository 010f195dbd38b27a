package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.FileSystemUtils;

/**
 * People chat in real browsers: see {@code src/test/browser}. Leaves pictures of the page in {@code target/screenshots}. Needs
 * Node, npm and Chromium on the PATH; without them the tests are skipped, or fail when the environment says {@code CI=true}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BrowserChatTests {

    private static final Logger logger = LoggerFactory.getLogger(BrowserChatTests.class);

    private static final Path SCRIPTS = Path.of("src/test/browser");
    private static final Path WORK = Path.of("target/browser");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @LocalServerPort
    private int port;

    @Test
    void letsPeopleChatInBrowsers() throws Exception {
        runInBrowser("chat.mjs");

        assertThat(SCREENSHOTS.resolve("chat.png")).isNotEmptyFile();
    }

    @Test
    void leavesNobodyOut() throws Exception {
        runInBrowser("accessibility.mjs");
    }

    private void runInBrowser(String script) throws IOException, InterruptedException {
        String node = tool("node");
        String npm = tool("npm");
        String chromium = tool("chromium", "chromium-browser", "google-chrome");
        installDriver(npm);

        run(270, node, script, "http://127.0.0.1:" + port + "/", chromium, absolute(SCREENSHOTS));
    }

    /** Installs what the lock file says, unless that is done already. */
    private static void installDriver(String npm) throws IOException, InterruptedException {
        Path lock = WORK.resolve("package-lock.json");
        boolean done = Files.exists(WORK.resolve("node_modules/.package-lock.json")) // npm writes it last
                && Files.mismatch(SCRIPTS.resolve("package-lock.json"), lock) == -1;
        FileSystemUtils.copyRecursively(SCRIPTS, WORK);
        if (!done) {
            run(120, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        }
    }

    private static void run(int seconds, String... command) throws IOException, InterruptedException {
        Path output = WORK.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean finished = process.waitFor(seconds, TimeUnit.SECONDS);
            String said = Files.readString(output);
            assertThat(finished).as("finished within %d s:%n%s", seconds, said).isTrue();
            assertThat(process.exitValue()).as("exit value of:%n%s", said).isZero();
        } finally {
            List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
            family.add(process.toHandle());
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static String tool(String... names) {
        Optional<String> path =
                Stream.of(names).flatMap(BrowserChatTests::onPath).findFirst();
        return path.orElseGet(() -> missing(String.join(" or ", names)));
    }

    private static String missing(String name) {
        String message = "No " + name + " on the PATH, and the chat is tested in a browser with it";
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        logger.warn("Skipped: {}", message);
        return abort(message);
    }

    private static Stream<String> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(BrowserChatTests::absolute);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }
}
