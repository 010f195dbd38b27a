package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.Handshake;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.json.CodecException;
import io.pocketio.server.TestServer;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

class HandshakeTests {

    private final TestServer server = new TestServer();

    record Login(String nick, Address address) {}

    record Address(String city) {}

    private Handshake connectWith(String connect) {
        TestFrameChannel client = server.open();
        client.receive(connect);
        return server.socket().handshake();
    }

    @Test
    void decodesAuthIntoTheWantedType() {
        Handshake handshake = connectWith("40{\"nick\":\"ann\",\"address\":{\"city\":\"Rome\"}}");

        assertThat(handshake.auth(Login.class)).isEqualTo(new Login("ann", new Address("Rome")));
        assertThat(handshake.auth((java.lang.reflect.Type) Login.class)).isInstanceOf(Login.class);
    }

    @Test
    void decodesOneMemberOfAuth() {
        Handshake handshake =
                connectWith("40{\"nick\":\"ann\",\"age\":7,\"none\":null,\"address\":{\"city\":\"Rome\"}}");

        assertThat(handshake.auth("nick", String.class)).isEqualTo("ann");
        assertThat(handshake.auth("age", int.class)).isEqualTo(7);
        assertThat(handshake.auth("age", Long.class)).isEqualTo(7L);
        assertThat(handshake.auth("address", Address.class)).isEqualTo(new Address("Rome"));
        assertThat(handshake.auth("none", String.class)).isNull();
        assertThat(handshake.auth("absent", Address.class)).isNull();
    }

    @Test
    void saysWhenAuthDoesNotFit() {
        Handshake handshake = connectWith("40{\"nick\":{\"a\":1}}");

        assertThatThrownBy(() -> handshake.auth("nick", Integer.class)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> handshake.auth(Login.class)).isInstanceOf(CodecException.class);
    }

    @Test
    void takesAbsentAuthForAnEmptyObject() {
        Handshake handshake = connectWith("40");

        assertThat(handshake.auth(Login.class)).isEqualTo(new Login(null, null));
        assertThat(handshake.auth("nick", String.class)).isNull();
    }

    @Test
    void tellsOfTheRequest() {
        Principal ann = () -> "ann";
        InetSocketAddress address = InetSocketAddress.createUnresolved("client", 1);
        EngineRequest request = new EngineRequest(
                "GET",
                "/socket.io/?EIO=4&transport=websocket&room=a",
                Map.of("EIO", "4", "transport", "websocket", "room", "a"),
                Map.of("x-forwarded-for", List.of("1.2.3.4")),
                true,
                true,
                address,
                ann,
                Context.of("key", "value"),
                Mono.empty());
        TestFrameChannel client = server.open(new TestFrameChannel(), request);
        TestServer.join(client, "/");

        Handshake handshake = server.socket().handshake();

        assertThat(handshake.query()).containsEntry("room", "a");
        assertThat(handshake.headers()).containsEntry("x-forwarded-for", List.of("1.2.3.4"));
        assertThat(handshake.address()).isSameAs(address);
        assertThat(handshake.principal()).isSameAs(ann);
        assertThat(handshake.secure()).isTrue();
        assertThat(handshake.url()).isEqualTo("/socket.io/?EIO=4&transport=websocket&room=a");
        assertThat(handshake.context().<String>get("key")).isEqualTo("value");
        assertThat(handshake.time()).isEqualTo(Instant.EPOCH);
    }
}
