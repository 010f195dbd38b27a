package io.pocketio.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.TestRequests;
import io.pocketio.lane.Lane;
import io.pocketio.server.SocketIoServerBuilder;
import io.pocketio.server.TestServer;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;

/** Servers that let clients of Engine.IO 3 in, and such clients. */
public final class OlderClients {

    private static final String WEBSOCKET = "EIO=3&transport=websocket";

    private OlderClients() {}

    public static TestServer server() {
        return server(settings -> {});
    }

    public static TestServer server(Consumer<SocketIoServerBuilder> more) {
        return new TestServer(settings -> {
            settings.engine(EngineOptions.of(engine -> engine.allowOlderClients(true)));
            more.accept(settings);
        });
    }

    /** A WebSocket that has got its open packet. */
    public static TestFrameChannel open(TestServer server) {
        return open(server, "");
    }

    /** @param query of the connection's URL, behind what the protocol needs */
    public static TestFrameChannel open(TestServer server, String query) {
        return server.open(new TestFrameChannel(), request(query));
    }

    /** A WebSocket in a lane of the test's. */
    public static TestFrameChannel openIn(TestServer server, Lane lane) {
        TestFrameChannel client = new TestFrameChannel(lane);
        client.connect(
                server.io.engine(),
                Objects.requireNonNull(server.io.engine().admit(request("")).block()));
        return client;
    }

    /** Of a client that offers to compress, as all but the first do. */
    private static EngineRequest request(String query) {
        return TestRequests.request(
                "GET", WEBSOCKET + query, true, Map.of("sec-websocket-extensions", "permessage-deflate"), Flux.empty());
    }

    /** A WebSocket in the main namespace. */
    public static TestFrameChannel connect(TestServer server) {
        TestFrameChannel client = open(server);
        client.expect("40");
        return client;
    }

    public static void join(TestFrameChannel client, String namespace) {
        client.receive("40" + namespace + ",");
        client.expect("40" + namespace + ",");
        assertThat(client.isClosed()).isFalse();
    }
}
