package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients see of the end of an application: something that they come back from. */
class ShutdownConformanceTests {

    private static final InteropServer SERVER = InteropServer.STOPPED;

    @BeforeAll
    static void needsApplication() {
        InteropServer.notAsReference("Only a process of ours can be told to stop");
    }

    @Test
    void closesConnectionsWithoutDisconnectingNamespaces() throws Exception {
        try (WebSocketClient webSocket = WebSocketClient.open(SERVER, EngineClient.SOCKET_IO);
                WebSocketClient upgraded = WebSocketClient.upgrade(new PollingClient(SERVER, EngineClient.SOCKET_IO));
                PollingClient parked = new PollingClient(SERVER, EngineClient.SOCKET_IO);
                PollingClient idle = new PollingClient(SERVER, EngineClient.SOCKET_IO)) {
            webSocket.connect();
            upgraded.connect();
            parked.connect();
            idle.connect();
            parked.park();

            CompletableFuture<Void> stopped = stop();

            webSocket.socket().expectClose(RawWebSocket.NO_CODE);
            upgraded.socket().expectClose(RawWebSocket.NO_CODE);
            assertThat(parked.unpark().summary()).isEqualTo("200 1");
            stopped.get(30, TimeUnit.SECONDS);
            await().until(idle.polls()::isClosedByServer);
        }
    }

    @Test
    void stopsThoughHandlerNeverEnds() throws Exception {
        try (WebSocketClient client = WebSocketClient.open(SERVER, EngineClient.SOCKET_IO)) {
            client.connect();
            client.send("42[\"wait\",1000000000]");
            client.expectAlive();

            CompletableFuture<Void> stopped = stop();

            client.socket().expectClose(RawWebSocket.NO_CODE);
            stopped.get(30, TimeUnit.SECONDS);
        }
    }

    /** In a thread that does not keep the virtual machine from ending. */
    private static CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(SERVER::stop);
    }
}
