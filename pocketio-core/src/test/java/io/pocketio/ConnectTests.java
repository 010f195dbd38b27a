package io.pocketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.TestFrameChannel;
import org.junit.jupiter.api.Test;

class ConnectTests {

    private final TestServer server = new TestServer();

    @Test
    void repliesWithAnIdOfTheSocketsOwn() {
        TestFrameChannel client = server.open();

        String id = TestServer.join(client, "/");

        assertThat(id).hasSize(20);
        assertThat(server.socket().id()).isEqualTo(id);
        client.expectNothing();
    }

    @Test
    void refusesAnUnknownNamespace() {
        TestFrameChannel client = server.open();

        client.receive("40/unk,");

        client.expect("44/unk,{\"message\":\"Invalid namespace\"}");
        assertThat(client.isClosed()).isFalse();
    }
}
