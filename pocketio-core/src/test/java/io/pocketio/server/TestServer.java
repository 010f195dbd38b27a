package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.Admission;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.lane.ManualLane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** A server on virtual time; each test is its HTTP server and its clients. */
public final class TestServer {

    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    public final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    public final SocketIoServer io;

    public TestServer() {
        this(settings -> {});
    }

    public TestServer(Consumer<SocketIoServerBuilder> settings) {
        SocketIoServerBuilder builder = SocketIoServerBuilder.create().scheduler(time);
        settings.accept(builder);
        io = builder.build();
    }

    public void advance(Duration duration) {
        time.advanceTimeBy(duration);
    }

    /** A WebSocket without a namespace yet. */
    public TestFrameChannel open() {
        return open(new TestFrameChannel(), TestRequests.webSocket(WEBSOCKET));
    }

    /** A request for a WebSocket with something in Reactor's context. */
    public EngineRequest requestWithContext(String key, Object value) {
        EngineRequest plain = TestRequests.webSocket(WEBSOCKET);
        return new EngineRequest(
                plain.method(),
                plain.uri(),
                plain.query(),
                plain.headers(),
                true,
                false,
                null,
                null,
                Context.of(key, value),
                plain.body());
    }

    public TestFrameChannel open(TestFrameChannel channel, EngineRequest request) {
        channel.connect(
                io.engine(), Objects.requireNonNull(io.engine().admit(request).block()));
        assertThat(channel.next().asText()).startsWith("0{");
        return channel;
    }

    /** A WebSocket without a namespace yet, in a lane that runs when it is told. */
    public TestFrameChannel openIn(ManualLane lane, TestFrameChannel channel) {
        Admission admission = Objects.requireNonNull(
                io.engine().admit(TestRequests.webSocket(WEBSOCKET)).block());
        channel.connect(io.engine(), admission);
        lane.run();
        assertThat(channel.next().asText()).startsWith("0{");
        return channel;
    }

    /** The status with which a WebSocket is refused. */
    public int openStatus() {
        Admission admission =
                io.engine().admit(TestRequests.webSocket(WEBSOCKET)).block();
        assertThat(admission).isInstanceOf(Admission.Refused.class);
        return ((Admission.Refused) Objects.requireNonNull(admission))
                .response()
                .status();
    }

    /** A WebSocket in the main namespace. */
    public TestFrameChannel connect() {
        TestFrameChannel client = open();
        join(client, "/");
        return client;
    }

    /** @return the id of the client's socket */
    public static String join(TestFrameChannel client, String namespace) {
        String head = namespace.equals("/") ? "40" : "40" + namespace + ",";
        client.receive(head);
        String reply = client.next().asText();
        assertThat(reply).startsWith(head + "{\"sid\":\"").endsWith("\"}");
        return sid(reply);
    }

    public static String sid(String json) {
        Matcher matcher = SID.matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    /** The server's side of the one socket in the main namespace. */
    public SocketIoSocket socket() {
        assertThat(io.sockets().sockets()).hasSize(1);
        return io.sockets().sockets().iterator().next();
    }

    /** A polling session without a namespace yet. */
    public String openPolling() {
        Poll poll = new Poll(io.engine().handle(TestRequests.get(POLLING)));
        return sid(poll.body());
    }

    /** A polling session in the main namespace, without a parked poll. */
    public String connectPolling() {
        String sid = openPolling();
        post(sid, "40");
        assertThat(poll(sid).body()).startsWith("40{\"sid\":\"");
        return sid;
    }

    public Poll poll(String sid) {
        return new Poll(io.engine().handle(TestRequests.get(POLLING + "&sid=" + sid)));
    }

    public Poll post(String sid, String body) {
        return new Poll(io.engine().handle(TestRequests.post(POLLING + "&sid=" + sid, body)));
    }

    /** A WebSocket for a session over polling, in the lane of the channel. */
    public void upgrade(String sid, TestFrameChannel channel) {
        EngineRequest request = TestRequests.webSocket(WEBSOCKET + "&sid=" + sid);
        channel.connect(
                io.engine(), Objects.requireNonNull(io.engine().admit(request).block()));
    }

    /** A request under way. */
    public static final class Poll {

        private @Nullable EngineResponse response;

        private Poll(Mono<EngineResponse> mono) {
            mono.subscribe(answer -> response = answer);
        }

        public boolean isParked() {
            return response == null;
        }

        public int status() {
            return Objects.requireNonNull(response, "not answered").status();
        }

        public String body() {
            return new String(Objects.requireNonNull(response, "not answered").body(), StandardCharsets.UTF_8);
        }
    }
}
