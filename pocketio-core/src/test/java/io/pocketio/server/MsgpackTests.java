package io.pocketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.DisconnectReason;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.msgpack.MsgpackPacketCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A server that speaks MessagePack, and clients that do. */
class MsgpackTests {

    private static final byte[] BYTES = {1, 2, 3};
    private static final String CONNECT = "82a47479706500a36e7370a12f";

    private final TestServer server = new TestServer(settings -> settings.parser(Parser.MSGPACK));

    /** The client's half. */
    private final PacketCodec codec = new MsgpackPacketCodec(new Jackson2JsonCodec());

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private TestFrameChannel connect() {
        TestFrameChannel client = server.open();
        client.receive(bytes(CONNECT));
        assertThat(next(client).type()).isEqualTo(PacketType.CONNECT);
        return client;
    }

    private Packet next(TestFrameChannel client) {
        return Objects.requireNonNull(codec.decoder().decode(client.next()));
    }

    private byte[] encode(Packet packet) {
        return codec.encode(packet).packets().get(0).frame().toByteArray();
    }

    private void send(TestFrameChannel client, Packet packet) {
        client.receive(encode(packet));
    }

    private static Packet event(String name, Object... arguments) {
        return Packet.event("/", Packet.NO_ID, name, Arguments.of(arguments));
    }

    @Test
    void tellsOfAnArgumentThatDoesNotFit() {
        server.io.sockets().handle("sum", (socket, arguments, ack) -> {
            ack.send(arguments.get(1, Integer.class));
            return Mono.empty();
        });
        TestFrameChannel client = connect();

        send(client, Packet.event("/", 7, "sum", Arguments.of(1, "x")));

        assertThat(next(client).arguments().get(0, Map.class).toString())
                .startsWith("{error=Invalid arguments, fieldErrors=[{argument=1,");
    }

    @Test
    void repliesToConnect() {
        TestFrameChannel client = server.open();

        client.receive(bytes(CONNECT));

        Packet reply = next(client);
        assertThat(reply.type()).isEqualTo(PacketType.CONNECT);
        assertThat(reply.arguments().get(0, Object.class))
                .isEqualTo(Map.of("sid", server.socket().id()));
        client.expectNothing();
    }

    @Test
    void readsAuth() {
        List<Object> tokens = new ArrayList<>();
        server.io.use(socket -> {
            tokens.add(socket.handshake().auth("token", String.class));
            tokens.add(socket.handshake().auth("n", Long.class));
            tokens.add(socket.handshake().auth(Map.class).size());
            return Mono.empty();
        });

        server.open().receive(bytes("83a47479706500a46461746182a5746f6b656ea3313233a16e05a36e7370a12f"));
        server.open().receive(bytes("83a47479706500a464617461d40000a36e7370a12f"));

        assertThat(tokens).containsExactly("123", 5L, 2, null, null, 0);
    }

    @Test
    void refusesWithTheDataOfTheApplication() {
        server.io.use(socket -> Mono.error(new ConnectRejectedException("no", Map.of("code", 7, "key", BYTES))));
        TestFrameChannel client = server.open();

        client.receive(bytes(CONNECT));

        Packet refusal = next(client);
        assertThat(refusal.type()).isEqualTo(PacketType.CONNECT_ERROR);
        Map<?, ?> error = Objects.requireNonNull(refusal.arguments().get(0, Map.class));
        assertThat(error.get("message")).isEqualTo("no");
        Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(error.get("data"));
        assertThat(data.get("code")).isEqualTo(7);
        assertThat(data.get("key")).isEqualTo(BYTES);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void refusesUnknownNamespace() {
        TestFrameChannel client = server.open();

        client.receive(bytes("82a47479706500a36e7370a42f756e6b"));

        client.expect(bytes(
                "83a47479706504a36e7370a42f756e6ba46461746181a76d657373616765b1496e76616c6964206e616d657370616365"));
    }

    @Test
    void takesNamespaceWithAComma() {
        TestFrameChannel client = server.open();

        client.receive(bytes("82a47479706500a36e7370a42f612c62"));

        assertThat(next(client).namespace()).isEqualTo("/a,b");
    }

    @Test
    void answersEventWithBinaryInOneMessage() {
        server.io.sockets().handle("echo", (socket, arguments, ack) -> {
            socket.emit("echo", arguments.get(0, byte[].class), arguments.get(1, Object.class));
            return Mono.empty();
        });
        TestFrameChannel client = connect();

        send(client, event("echo", BYTES, Map.of("a", List.of(1, BYTES))));

        assertThat(client.sentCount()).isEqualTo(1);
        Packet echo = next(client);
        assertThat(echo.arguments().get(0, byte[].class)).isEqualTo(BYTES);
        Map<?, ?> map = Objects.requireNonNull(echo.arguments().get(1, Map.class));
        assertThat(((List<?>) Objects.requireNonNull(map.get("a"))).get(1)).isEqualTo(BYTES);
    }

    @Test
    void sendsOnWhatItGotAsItCame() {
        server.io.sockets().handle("relay", (socket, arguments, ack) -> {
            server.io.sockets().emit("relayed", arguments);
            return Mono.empty();
        });
        TestFrameChannel client = connect();

        // a date, and an extension that nobody knows
        client.receive(bytes("83a47479706502a46461746193a572656c6179d7000000018bcfe5687bd4050aa36e7370a12f"));

        client.expect(bytes("83a47479706502a36e7370a12fa46461746193a772656c61796564d7000000018bcfe5687bd4050a"));
    }

    @Test
    void acknowledges() {
        server.io.sockets().handle("add", (socket, arguments, ack) -> {
            ack.send(arguments.get(0, int.class) + arguments.get(1, int.class));
            return Mono.empty();
        });
        TestFrameChannel client = connect();

        send(client, Packet.event("/", 300, "add", Arguments.of(1, 2)));

        client.expect(bytes("84a47479706503a36e7370a12fa4646174619103a26964cd012c"));
    }

    @Test
    void isAcknowledged() {
        TestFrameChannel client = connect();
        List<Object> answers = new ArrayList<>();
        server.socket().emitWithAck("question", "why").subscribe(answer -> answers.add(answer.get(0, byte[].class)));

        Packet question = next(client);
        send(client, Packet.ack("/", question.id(), Arguments.of((Object) BYTES)));

        assertThat(question.arguments().get(0, String.class)).isEqualTo("why");
        assertThat(answers).containsExactly(BYTES);
    }

    @Test
    void broadcastsOneMessage() {
        TestFrameChannel first = connect();
        TestFrameChannel second = connect();

        server.io.sockets().emit("news", "hot", BYTES);

        Frame message = first.next();
        assertThat(message).isEqualTo(second.next());
        assertThat(codec.decoder().decode(message))
                .satisfies(packet -> assertThat(packet.event()).isEqualTo("news"));
    }

    @Test
    void leavesNamespaces() {
        TestFrameChannel client = connect();

        server.socket().disconnect(false);

        client.expect(bytes("82a47479706501a36e7370a12f"));
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void letsClientsLeave() {
        TestFrameChannel client = connect();

        client.receive(bytes("82a47479706501a36e7370a12f"));

        assertThat(server.io.sockets().sockets()).isEmpty();
        assertThat(client.isClosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1",
                "",
                "82a47479706505a36e7370a12f",
                "83a47479706502a46461746190a36e7370a12f",
                "83a47479706502a46461746191aa646973636f6e6e656374a36e7370a12f",
                "83a47479706502a464617461dd7fffffffa36e7370a12f"
            })
    void closesConnectionThatSendsNoPacket(String hex) {
        TestFrameChannel client = connect();
        List<DisconnectReason> reasons = new ArrayList<>();
        server.socket().onDisconnect(reasons::add);

        client.receive(bytes(hex));

        assertThat(client.isClosed()).isTrue();
        assertThat(reasons).containsExactly(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void closesConnectionThatSpeaksJson() {
        TestFrameChannel client = server.open();

        client.receive("40");

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void closesConnectionThatSpeaksMessagePackToAServerOfJson() {
        TestServer other = new TestServer();
        TestFrameChannel client = other.open();

        client.receive(bytes(CONNECT));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void boundsNestingAsItIsTold() {
        TestServer strict =
                new TestServer(settings -> settings.parser(Parser.MSGPACK).maxNestingDepth(3));
        TestFrameChannel client = strict.open();
        client.receive(bytes(CONNECT));

        send(client, event("a", List.of(List.of())));
        assertThat(client.isClosed()).isFalse();
        send(client, event("a", List.of(List.of(List.of()))));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void countsWhatHandlersHold() {
        Sinks.Empty<Void> done = Sinks.empty();
        server.io.sockets().handle("wait", (socket, arguments, ack) -> done.asMono());
        TestFrameChannel client = connect();

        for (int i = 0; i < 4; i++) {
            send(client, event("wait", new byte[990_000]));
        }
        assertThat(client.isReading()).isTrue();
        send(client, event("wait", new byte[990_000]));

        assertThat(client.isReading()).isFalse();
        done.tryEmitEmpty();
        assertThat(client.isReading()).isTrue();
    }

    @Test
    void pollsInBase64() {
        server.io.sockets().handle("echo", (socket, arguments, ack) -> {
            socket.emit("echo", arguments);
            return Mono.empty();
        });
        String sid = server.openPolling();

        assertThat(server.post(sid, base64(bytes(CONNECT))).body()).isEqualTo("ok");
        assertThat(decode(server.poll(sid).body()).type()).isEqualTo(PacketType.CONNECT);
        server.post(sid, base64(encode(event("echo", "x", BYTES))));
        Packet echo = decode(server.poll(sid).body());

        assertThat(echo.event()).isEqualTo("echo");
        assertThat(echo.arguments().get(1, byte[].class)).isEqualTo(BYTES);
    }

    private static String base64(byte[] bytes) {
        return "b" + Base64.getEncoder().encodeToString(bytes);
    }

    private Packet decode(String payload) {
        assertThat(payload).startsWith("b");
        byte[] base64 = payload.substring(1).getBytes(StandardCharsets.US_ASCII);
        return Objects.requireNonNull(
                codec.decoder().decode(Frame.binary(Base64.getDecoder().decode(base64))));
    }

    @Test
    void keepsHandshakeAndHeartbeatAsText() {
        TestFrameChannel client = connect();

        server.advance(Duration.ofSeconds(25));

        client.expect("2");
        client.receive("3");
        server.advance(Duration.ofSeconds(24));
        assertThat(client.isClosed()).isFalse();
    }
}
