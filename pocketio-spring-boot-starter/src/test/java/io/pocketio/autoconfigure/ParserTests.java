package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.engine.packet.Frame;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.msgpack.MsgpackPacketCodec;
import io.pocketio.server.Parser;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code pocketio.parser}, and codecs that are beans. */
class ParserTests {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(PocketIoAutoConfiguration.class, PocketIoJsonAutoConfiguration.class));

    /** The client's half of the parser. */
    private final PacketCodec codec = new MsgpackPacketCodec(new Jackson2JsonCodec());

    private final BlockingQueue<Frame> messages = new LinkedBlockingQueue<>();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Birthdays birthdays() {
            return new Birthdays();
        }
    }

    record Person(String name, LocalDate born, byte[] picture) {}

    @SocketController
    static class Birthdays {

        @SocketEvent("next year")
        Person nextYear(Person person) {
            return new Person(person.name(), person.born().plusYears(1), person.picture());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnCodec {

        @Bean
        PacketCodec packetCodec(JsonCodec json) {
            return new MsgpackPacketCodec(json);
        }
    }

    @Test
    void speaksMessagePackThroughTheMapperOfTheApplication() throws Exception {
        exchange("--pocketio.parser=msgpack", "--spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE");
    }

    @Test
    void prefersCodecThatIsABean() throws Exception {
        try (ConfigurableApplicationContext application = start(OwnCodec.class)) {
            WebSocket client = connect(application);

            send(client, Packet.disconnect("/"));

            assertThat(client.isInputClosed()).isFalse();
        }
    }

    @Test
    void failsWithTheNameOfTheMissingDependency() {
        runner.withPropertyValues("pocketio.parser=msgpack")
                .withClassLoader(new FilteredClassLoader(MessagePack.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("pocketio.parser")
                        .hasMessageContaining("org.msgpack:msgpack-core"));
    }

    @Test
    void needsNoMessagePackForJson() {
        runner.withClassLoader(new FilteredClassLoader(MessagePack.class))
                .run(context -> assertThat(context).hasSingleBean(SocketIoServer.class));
    }

    @Test
    void refusesParserThatItDoesNotKnow() {
        runner.withPropertyValues("pocketio.parser=xml")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("pocketio.parser"));
    }

    @Test
    void letsCustomizersChooseTheParser() {
        runner.withBean(SocketIoServerCustomizer.class, () -> builder -> builder.parser(Parser.MSGPACK))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private void exchange(String... arguments) throws Exception {
        try (ConfigurableApplicationContext application = start(null, arguments)) {
            WebSocket client = connect(application);

            send(
                    client,
                    Packet.event(
                            "/",
                            7,
                            "next year",
                            Arguments.of(Map.of("Name", "Ada", "Born", "1815-12-10", "Picture", new byte[] {1, 2}))));
            Packet answer = receive();

            assertThat(answer.type()).isEqualTo(PacketType.ACK);
            assertThat(answer.id()).isEqualTo(7);
            Map<?, ?> person = Objects.requireNonNull(answer.arguments().get(0, Map.class));
            assertThat(person.get("Name")).isEqualTo("Ada");
            assertThat(person.get("Born")).isEqualTo("1816-12-10");
            assertThat(person.get("Picture")).isEqualTo(new byte[] {1, 2});
        }
    }

    private static ConfigurableApplicationContext start(@Nullable Class<?> more, String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        all[0] = "--server.port=0";
        all[1] = "--server.address=127.0.0.1";
        all[2] = "--spring.main.banner-mode=off";
        Class<?>[] sources =
                more == null ? new Class<?>[] {Application.class} : new Class<?>[] {Application.class, more};
        return new SpringApplicationBuilder(sources).run(all);
    }

    private WebSocket connect(ConfigurableApplicationContext application) throws Exception {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        URI uri = URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket");
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, new Listener())
                .get(10, TimeUnit.SECONDS);
        assertThat(next().asText()).startsWith("0{");
        byte[] connect = {(byte) 0x82, (byte) 0xa4, 't', 'y', 'p', 'e', 0, (byte) 0xa3, 'n', 's', 'p', (byte) 0xa1, '/'
        };
        client.sendBinary(ByteBuffer.wrap(connect), true).get(10, TimeUnit.SECONDS);
        assertThat(receive().type()).isEqualTo(PacketType.CONNECT);
        return client;
    }

    private void send(WebSocket client, Packet packet) throws Exception {
        byte[] bytes = codec.encode(packet).packets().get(0).frame().toByteArray();
        client.sendBinary(ByteBuffer.wrap(bytes), true).get(10, TimeUnit.SECONDS);
    }

    private Packet receive() throws InterruptedException {
        return Objects.requireNonNull(codec.decoder().decode(next()));
    }

    private Frame next() throws InterruptedException {
        return Objects.requireNonNull(messages.poll(10, TimeUnit.SECONDS), "no message in time");
    }

    /** Puts fragments of messages together. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket client, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(Frame.text(text.toString()));
                text.setLength(0);
            }
            client.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket client, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            binary.writeBytes(bytes);
            if (last) {
                messages.add(Frame.binary(binary.toByteArray()));
                binary.reset();
            }
            client.request(1);
            return null;
        }
    }
}
