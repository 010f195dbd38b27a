package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;

/**
 * One row of a protocol: what is said, what a server answers, line by line, and which servers answer something else for which
 * known reason. A test for each server.
 */
final class ProtocolRow {

    /** What another server says, and why. */
    record Otherwise(KnownDifference why, List<String> said) {}

    /** For one server; reads have a shorter limit, but a server that goes on talking does not meet it. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Function<OlderServer, List<String>> play;
    private final Map<OlderServer, Otherwise> otherwise = new EnumMap<>(OlderServer.class);
    private final Map<OlderServer, Boolean> passed = new EnumMap<>(OlderServer.class);
    private final Map<OlderServer, CompletableFuture<List<String>>> begun = new EnumMap<>(OlderServer.class);
    private List<String> answer = List.of();

    private ProtocolRow(String name, Function<OlderServer, List<String>> play) {
        this.name = name;
        this.play = play;
    }

    static <D extends Dialog> ProtocolRow of(String name, Function<OlderServer, D> dialogs, Consumer<D> script) {
        return new ProtocolRow(name, server -> {
            try (D dialog = dialogs.apply(server)) {
                script.accept(dialog);
                return dialog.heard();
            }
        });
    }

    ProtocolRow says(String... lines) {
        answer = List.of(lines);
        return this;
    }

    /** That this server, asked the same, says these lines. */
    ProtocolRow but(OlderServer server, KnownDifference why, String... lines) {
        otherwise.put(server, new Otherwise(why, List.of(lines)));
        return this;
    }

    String name() {
        return name;
    }

    Stream<KnownDifference> differences() {
        return otherwise.values().stream().map(Otherwise::why);
    }

    boolean differs(OlderServer server, KnownDifference why) {
        Otherwise other = otherwise.get(server);
        return other != null && other.why() == why;
    }

    /** @param before what is done with a server before the row asks it */
    DynamicNode tests(List<OlderServer> servers, Consumer<OlderServer> before) {
        assertThat(servers).as("servers that are asked").containsAll(otherwise.keySet());
        return dynamicContainer(
                name, servers.stream().map(server -> dynamicTest(server.title(), () -> compare(server, before))));
    }

    private void compare(OlderServer server, Consumer<OlderServer> before) {
        Otherwise other = otherwise.get(server);
        List<String> expected = other == null ? answer : other.said();
        assertThat(expected).as("what the row expects").isNotEmpty();
        if (other != null) {
            assertThat(other.said()).as("what differs").isNotEqualTo(answer);
        }
        server.port();
        passed.put(server, false);
        before.accept(server);
        assertThat(assertTimeoutPreemptively(LIMIT, () -> heard(server, begun.get(server))))
                .isEqualTo(expected);
        passed.put(server, true);
    }

    private List<String> heard(OlderServer server, @Nullable CompletableFuture<List<String>> already) {
        return already == null ? play.apply(server) : already.join();
    }

    /** Plays it for a server in a thread of its own, before its test asks what was heard. */
    void begin(OlderServer server) {
        CompletableFuture<List<String>> heard = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        heard.complete(play.apply(server));
                    } catch (Throwable failure) {
                        heard.completeExceptionally(failure);
                    }
                },
                name);
        thread.setDaemon(true);
        begun.put(server, heard);
        thread.start();
    }

    /** What has become of it, in one word. */
    String outcome(OlderServer server) {
        Boolean outcome = passed.get(server);
        if (outcome == null) {
            return "skipped";
        }
        return outcome ? (otherwise.containsKey(server) ? "differs" : "same") : "FAILED";
    }
}
