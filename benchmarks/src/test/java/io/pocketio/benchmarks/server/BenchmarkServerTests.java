package io.pocketio.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The loads check what comes back byte for byte: members keep their order, and no white space is added. */
@SpringBootTest(classes = BenchmarkServer.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class BenchmarkServerTests {

    private static final String OBJECT = "{\"seq\":7,\"a\":[1,2.5,null],\"pad\":\"żółw\",\"Z\":{\"y\":true}}";
    private static final byte[] BYTES = {0, 1, -1, 127, -128};

    @LocalServerPort
    private int port;

    private WebSocketClient client;
    private WebSocketClient other;

    @BeforeEach
    void connect() throws InterruptedException {
        client = new WebSocketClient(port);
        other = new WebSocketClient(port);
    }

    @AfterEach
    void close() {
        client.close();
        other.close();
    }

    @Test
    void echoesTheObjectToTheSender() throws InterruptedException {
        client.send("42[\"echo\"," + OBJECT + "]");

        assertThat(client.next()).isEqualTo("42[\"echo\"," + OBJECT + "]");
    }

    @Test
    void acknowledgesWithTheObject() throws InterruptedException {
        client.send("4212[\"ack\"," + OBJECT + "]");

        assertThat(client.next()).isEqualTo("4312[" + OBJECT + "]");
    }

    @Test
    void broadcastsTheObjectToAllWithTheSender() throws InterruptedException {
        client.send("42[\"broadcast\"," + OBJECT + "]");

        assertThat(client.next()).isEqualTo("42[\"broadcast\"," + OBJECT + "]");
        assertThat(other.next()).isEqualTo("42[\"broadcast\"," + OBJECT + "]");
    }

    @Test
    void sendsBackTheBytes() throws InterruptedException {
        client.send("451-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
        client.send(BYTES);

        assertThat(client.next()).isEqualTo("451-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
        assertThat(client.next()).isEqualTo(BYTES);
    }
}
