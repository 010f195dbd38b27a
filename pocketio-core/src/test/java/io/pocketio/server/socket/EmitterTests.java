package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.AckTimeoutException;
import io.pocketio.Broadcast;
import io.pocketio.Emitter;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.packet.Frame;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** How an event to one socket is sent. */
class EmitterTests {

    private final TestServer server = new TestServer();
    private final TestFrameChannel client = server.connect();
    private final SocketIoSocket socket = server.socket();
    private final List<Object> results = new ArrayList<>();

    private void subscribe(Mono<Arguments> reply) {
        reply.subscribe(arguments -> results.add(arguments.size()), results::add);
    }

    @Test
    void dropsWhatIsVolatileWhileTheClientIsSlow() {
        client.setWritable(false);

        socket.asVolatile().emit("position", 1);
        socket.emit("news", 1);
        client.setWritable(true);
        socket.asVolatile().emit("position", 2);

        client.expect("42[\"news\",1]");
        client.expect("42[\"position\",2]");
        client.expectNothing();
    }

    @Test
    void dropsHeadAndAttachmentsOfWhatIsVolatile() {
        client.setWritable(false);

        socket.asVolatile().emit("position", new byte[] {1});

        client.expectNothing();
    }

    @Test
    void dropsWhatIsVolatileWhileNoPollWaits() {
        String polling = server.connectPolling();
        Broadcast both = server.io.sockets();

        both.asVolatile().emit("position");
        both.emit("news");

        assertThat(server.poll(polling).body()).isEqualTo("42[\"news\"]");
    }

    @Test
    void sendsAMessage() {
        socket.send("hello", 1);
        socket.asVolatile().send("volatile");

        client.expect("42[\"message\",\"hello\",1]");
        client.expect("42[\"message\",\"volatile\"]");
    }

    @Test
    void marksWhatIsNotToBeCompressed() {
        socket.compress(false).emit("news", new byte[] {1});
        socket.emit("news");
        socket.compress(false).compress(true).emit("news");

        assertThat(nextIsCompressible()).isFalse();
        assertThat(nextIsCompressible()).isFalse();
        assertThat(nextIsCompressible()).isTrue();
        assertThat(nextIsCompressible()).isTrue();
    }

    private boolean nextIsCompressible() {
        Frame frame = client.next();
        return frame.isCompressible();
    }

    @Test
    void marksABroadcastThatIsNotToBeCompressedOnceForAll() {
        TestFrameChannel other = server.connect();

        server.io.compress(false).emit("news");

        Frame frame = client.next();
        assertThat(frame.isCompressible()).isFalse();
        assertThat(other.next()).isSameAs(frame);
    }

    @Test
    void leavesRepliesCompressible() {
        socket.on("ask", (arguments, ack) -> {
            socket.compress(false).emit("news");
            ack.send("reply");
        });

        client.receive("420[\"ask\"]");

        assertThat(nextIsCompressible()).isFalse();
        assertThat(nextIsCompressible()).isTrue();
    }

    @Test
    void waitsAsLongAsTheCallerSays() {
        subscribe(socket.timeout(Duration.ofSeconds(2)).emitWithAck("ask"));

        server.advance(Duration.ofMillis(1900));
        assertThat(results).isEmpty();
        server.advance(Duration.ofMillis(200));

        assertThat(results).singleElement().isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void combinesAllSteps() {
        Emitter emitter = socket.asVolatile().timeout(Duration.ofSeconds(1)).compress(false);
        subscribe(emitter.emitWithAck("ask", "x"));
        client.setWritable(false);
        subscribe(emitter.emitWithAck("ask", "dropped"));

        Frame asked = client.next();
        assertThat(asked.asText()).isEqualTo("420[\"ask\",\"x\"]");
        assertThat(asked.isCompressible()).isFalse();
        client.expectNothing();
        client.receive("430[1,2]");
        server.advance(Duration.ofMillis(1100));
        assertThat(results).hasSize(2);
        assertThat(results.get(0)).isEqualTo(2);
        assertThat(results.get(1)).isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void doesNotChangeWhatItWasMadeFrom() {
        Emitter plain = socket.timeout(Duration.ofSeconds(5));
        plain.asVolatile();
        plain.compress(false);
        plain.timeout(Duration.ofSeconds(1));
        client.setWritable(false);

        subscribe(plain.emitWithAck("ask"));

        assertThat(nextIsCompressible()).isTrue();
        server.advance(Duration.ofSeconds(2));
        assertThat(results).isEmpty();
    }

    @Test
    void keepsTheOrderOfWhatIsSentInDifferentWays() {
        socket.emit("1");
        socket.asVolatile().emit("2");
        subscribe(socket.emitWithAck("3"));
        socket.compress(false).emit("4");

        client.expect("42[\"1\"]");
        client.expect("42[\"2\"]");
        client.expect("420[\"3\"]");
        client.expect("42[\"4\"]");
    }

    @Test
    void refusesATimeoutThatIsNotPositive() {
        assertThatThrownBy(() -> socket.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.asVolatile().timeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.io.timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesReservedNames() {
        assertThatThrownBy(() -> socket.asVolatile().emit("connect"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"connect\" is a reserved event name");
        assertThatThrownBy(() -> socket.compress(false).emitWithAck("disconnecting"))
                .isInstanceOf(IllegalArgumentException.class);
        client.expectNothing();
    }

    @Test
    void sendsNothingToASocketThatHasGone() {
        client.disconnect(null);

        socket.asVolatile().compress(false).emit("news");
        subscribe(socket.asVolatile().emitWithAck("ask"));

        assertThat(results).singleElement().isInstanceOf(SocketDisconnectedException.class);
    }
}
