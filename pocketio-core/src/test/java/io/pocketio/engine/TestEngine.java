package io.pocketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.session.EngineServerBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** An engine on virtual time with a listener that takes notes; each test is its HTTP server and its client. */
public final class TestEngine {

    public static final String POLLING = "EIO=4&transport=polling";
    public static final String WEBSOCKET = "EIO=4&transport=websocket";

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    public final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    public final List<EngineSession> sessions = new ArrayList<>();
    public final List<Frame> messages = new ArrayList<>();
    public final List<String> closes = new ArrayList<>();
    public final EngineServer server;

    /** What the application does with a message, beside its being noted. */
    public Consumer<Frame> onMessage = message -> {};

    public Consumer<EngineSession> onOpen = session -> {};

    public TestEngine() {
        this(options -> {});
    }

    public TestEngine(Consumer<EngineOptions.Builder> settings) {
        this(settings, request -> Mono.empty());
    }

    public TestEngine(Consumer<EngineOptions.Builder> settings, AllowRequest allowRequest) {
        this(settings, allowRequest, parts -> {});
    }

    public TestEngine(
            Consumer<EngineOptions.Builder> settings, AllowRequest allowRequest, Consumer<EngineServerBuilder> parts) {
        EngineServerBuilder builder = EngineServerBuilder.create(this::opened)
                .options(EngineOptions.of(settings))
                .allowRequest(allowRequest)
                .scheduler(time);
        parts.accept(builder);
        server = builder.build();
    }

    /** With parts of the application's own. */
    public static TestEngine with(Consumer<EngineServerBuilder> parts) {
        return new TestEngine(options -> {}, request -> Mono.empty(), parts);
    }

    private SessionListener opened(EngineSession session) {
        sessions.add(session);
        onOpen.accept(session);
        return new SessionListener() {
            @Override
            public void message(Frame message) {
                messages.add(message);
                onMessage.accept(message);
            }

            @Override
            public void closed(CloseReason reason, @Nullable Throwable cause) {
                closes.add(reason.wireName());
            }
        };
    }

    public EngineSession session() {
        assertThat(sessions).hasSize(1);
        return sessions.get(0);
    }

    public void advance(Duration duration) {
        time.advanceTimeBy(duration);
    }

    /** Opens a session over polling. */
    public String open() {
        Poll poll = get(POLLING);
        assertThat(poll.status()).isEqualTo(200);
        return sid(poll.body());
    }

    public static String sid(String handshake) {
        Matcher matcher = SID.matcher(handshake);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    public Poll get(String query) {
        return new Poll(server.handle(TestRequests.get(query)));
    }

    /** A poll of the session. */
    public Poll poll(String sid) {
        return get(POLLING + "&sid=" + sid);
    }

    public Poll post(String sid, String body) {
        return new Poll(server.handle(TestRequests.post(POLLING + "&sid=" + sid, body)));
    }

    public Poll handle(EngineRequest request) {
        return new Poll(server.handle(request));
    }

    /** A WebSocket of its own session, its open packet taken. */
    public TestFrameChannel openWebSocket() {
        TestFrameChannel channel = webSocket(WEBSOCKET);
        assertThat(channel.next().asText()).startsWith("0{");
        return channel;
    }

    /** A WebSocket beside the polling session. */
    public TestFrameChannel upgrade(String sid) {
        return webSocket(WEBSOCKET + "&sid=" + sid);
    }

    public TestFrameChannel webSocket(String query) {
        return new TestFrameChannel().connect(server, admit(query));
    }

    public Admission admit(String query) {
        return Objects.requireNonNull(
                server.admit(TestRequests.webSocket(query)).block());
    }

    /** Takes a session all the way from polling to a WebSocket. */
    public TestFrameChannel upgraded() {
        String sid = open();
        TestFrameChannel channel = upgrade(sid);
        channel.receive("2probe");
        channel.expect("3probe");
        channel.receive("5");
        assertThat(session().transport()).isEqualTo(TransportType.WEBSOCKET);
        return channel;
    }

    public void send(String text) {
        session().send(EnginePacket.message(text));
    }

    public List<String> texts() {
        return messages.stream().map(Frame::asText).toList();
    }

    /** A request under way. */
    public static final class Poll {

        private final reactor.core.Disposable subscription;
        private @Nullable EngineResponse response;

        public Poll(Mono<EngineResponse> mono) {
            subscription = mono.subscribe(answer -> response = answer);
        }

        public boolean isParked() {
            return response == null;
        }

        public EngineResponse response() {
            assertThat(response).as("answered").isNotNull();
            return Objects.requireNonNull(response);
        }

        public int status() {
            return response().status();
        }

        public String body() {
            return new String(response().body(), StandardCharsets.UTF_8);
        }

        /** Several values of a header joined. */
        public Map<String, String> headers() {
            Map<String, String> joined = new HashMap<>();
            response().headers().forEach((name, values) -> joined.put(name, String.join(",", values)));
            return joined;
        }

        public void abort() {
            subscription.dispose();
        }
    }
}
