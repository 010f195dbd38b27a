package io.pocketio.annotation.binding;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callInVain;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.Broadcast;
import io.pocketio.Handshake;
import io.pocketio.Namespace;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.protocol.Arguments;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArgumentTests {

    private final TestApplication application = TestApplication.of(Shop.class, ChatRoom.class, OrderController.class);
    private final TestFrameChannel client = application.connect();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void bindsArgumentsByPosition() {
        assertThat(call(client, "\"positions\"", "\"a\"", "2", "true")).isEqualTo("[\"a/2/true\"]");
    }

    @Test
    void bindsArgumentsAroundParametersOfOtherKinds() {
        assertThat(call(client, "\"around\"", "\"a\"", "\"b\"")).isEqualTo("[\"a/b/true\"]");
    }

    @Test
    void ignoresArgumentsWithoutAParameter() {
        assertThat(call(client, "\"primitive\"", "1", "\"more\"")).isEqualTo("[2]");
    }

    @Test
    void bindsRecords() {
        assertThat(call(client, "\"record\"", "{\"name\":\"nut\",\"count\":3}"))
                .isEqualTo("[\"Item[name=nut, count=3]\"]");
    }

    @Test
    void bindsGenericLists() {
        assertThat(call(client, "\"list\"", "[{\"name\":\"nut\",\"count\":3}]")).isEqualTo("[\"nut\"]");
    }

    @Test
    void bindsGenericMaps() {
        assertThat(call(client, "\"map\"", "{\"x\":{\"name\":\"nut\",\"count\":3}}"))
                .isEqualTo("[\"nut\"]");
    }

    @Test
    void bindsEnums() {
        assertThat(call(client, "\"enum\"", "\"RED\"")).isEqualTo("[0]");
    }

    @Test
    void bindsArrays() {
        assertThat(call(client, "\"array\"", "[1,2,3]")).isEqualTo("[6]");
    }

    @Test
    void bindsBytes() {
        client.receive("451-7[\"bytes\",{\"_placeholder\":true,\"num\":0},\"x\"]");
        client.receive(new byte[] {1, 2, 3});

        client.expect("437[\"3x\"]");
    }

    @Test
    void bindsByteBuffers() {
        client.receive("451-7[\"buffer\",{\"_placeholder\":true,\"num\":0}]");
        client.receive(new byte[] {1, 2, 3});

        client.expect("437[3]");
    }

    @Test
    void bindsPrimitives() {
        assertThat(call(client, "\"primitive\"", "1")).isEqualTo("[2]");
    }

    @Test
    void bindsThePresentOptional() {
        assertThat(call(client, "\"optional\"", "[\"a\",\"b\"]")).isEqualTo("[\"b\"]");
    }

    @Test
    void bindsTheAbsentOptional() {
        assertThat(call(client, "\"optional\"")).isEqualTo("[\"none\"]");
        assertThat(call(client, "\"optional\"", "null")).isEqualTo("[\"none\"]");
    }

    @Test
    void bindsAbsentNullableParametersAsNull() {
        assertThat(call(client, "\"nullable\"")).isEqualTo("[\"null/null\"]");
        assertThat(call(client, "\"nullable\"", "null", "null")).isEqualTo("[\"null/null\"]");
        assertThat(call(client, "\"nullable\"", "\"a\"", "\"b\"")).isEqualTo("[\"a/b\"]");
    }

    private static String misfit(String error) {
        return "[{\"error\":\"Invalid arguments\",\"fieldErrors\":[" + error + "]}]";
    }

    private static String missing(int argument, String name) {
        return misfit("{\"argument\":" + argument + ",\"field\":\"" + name
                + "\",\"code\":\"required\",\"message\":\"is missing\"}");
    }

    @Test
    void doesNotCallWithoutARequiredArgument() {
        assertThat(call(client, "\"positions\"", "\"a\"", "2")).isEqualTo(missing(2, "third"));
        assertThat(call(client, "\"positions\"", "null", "2", "true")).isEqualTo(missing(0, "first"));
    }

    @Test
    void doesNotCallWithNullForAPrimitive() {
        assertThat(call(client, "\"primitive\"", "null")).isEqualTo(missing(0, "number"));
        assertThat(call(client, "\"primitive\"")).isEqualTo(missing(0, "number"));
    }

    @Test
    void doesNotCallWithWhatDoesNotFitTheType() {
        assertThat(call(client, "\"primitive\"", "{}"))
                .isEqualTo(misfit("{\"argument\":0,\"field\":\"number\",\"code\":\"typeMismatch\","
                        + "\"message\":\"must be an integer of 32 bits\"}"));
        assertThat(call(client, "\"record\"", "\"x\"")).contains("\"field\":\"item\"", "\"must be an object\"");
        assertThat(call(client, "\"enum\"", "\"BLUE\""))
                .contains("\"field\":\"colour\"", "\"must be one of the values that are known\"");
        client.receive("42[\"primitive\",{}]");
        client.expectNothing();
    }

    @Test
    void servesTheClientAfterABadArgument() {
        assertThat(call(client, "\"primitive\"", "{}")).contains("Invalid arguments");

        assertThat(call(client, "\"primitive\"", "1")).isEqualTo("[2]");
    }

    @Test
    void givesTheRawArguments() {
        assertThat(call(client, "\"raw\"", "1", "\"b\"")).isEqualTo("[\"2b\"]");
    }

    @Test
    void givesRawArgumentsBesideBoundOnes() {
        assertThat(call(client, "\"rawToo\"", "\"a\"", "\"b\"")).isEqualTo("[\"2a\"]");
    }

    @Test
    void givesSocketAndServer() {
        String id = application.io.sockets().sockets().iterator().next().id();

        assertThat(call(client, "\"socket\"")).isEqualTo("[\"" + id + "true\"]");
    }

    @Test
    void givesTheHandshake() {
        assertThat(call(client, "\"handshake\"")).isEqualTo("[\"websocket\"]");
    }

    @Test
    void givesNamespaceBroadcastAndRoomsOfTheController() {
        TestFrameChannel inRoom = application.connect("/chat", "");

        inRoom.receive("42/chat,7[\"bound\"]");

        inRoom.expect("42/chat,[\"to all\"]");
        inRoom.expect("43/chat,7[\"/chat[]\"]");
        client.expectNothing();
    }

    @Test
    void givesThePrincipal() {
        TestFrameChannel alice = application.connect(new User("alice"));

        assertThat(call(alice, "\"principal\"")).isEqualTo("[\"alice\"]");
        assertThat(call(alice, "\"user\"")).isEqualTo("[\"alice\"]");
        assertThat(call(alice, "\"optionalUser\"")).isEqualTo("[\"alice\"]");
    }

    @Test
    void givesNullForAnAbsentPrincipalThatMayBe() {
        assertThat(call(client, "\"nullablePrincipal\"")).isEqualTo("[\"nobody\"]");
        assertThat(call(client, "\"optionalUser\"")).isEqualTo("[\"nobody\"]");
    }

    @Test
    void doesNotCallWithoutARequiredPrincipal() {
        callInVain(client, "\"principal\"");
    }

    @Test
    void doesNotCallWithAPrincipalOfAnotherType() {
        TestFrameChannel alice = application.connect(() -> "alice");

        callInVain(alice, "\"user\"");
        assertThat(call(alice, "\"principal\"")).isEqualTo("[\"alice\"]");
    }

    @Test
    void resolvesTypeVariablesOfGenericSuperclasses() {
        TestFrameChannel orders = application.connect("/orders", "");

        orders.receive("42/orders,7[\"create\",{\"name\":\"nut\",\"count\":3}]");
        orders.expect("43/orders,7[\"Item[name=nut, count=3]\"]");
        orders.receive("42/orders,8[\"createAll\",[{\"name\":\"nut\",\"count\":3}]]");
        orders.expect("43/orders,8[\"nut\"]");
    }

    /** Holder of an annotation as other libraries have it: for the parameter, not for its type. */
    static final class Declared {

        @Retention(RetentionPolicy.RUNTIME)
        @Target(ElementType.PARAMETER)
        @interface Nullable {}
    }

    enum Colour {
        RED
    }

    record Item(String name, int count) {}

    record User(String getName) implements Principal {

        @Override
        public String getName() {
            return getName;
        }
    }

    static class Shop {

        @SocketEvent("positions")
        String positions(String first, int second, boolean third) {
            return first + "/" + second + "/" + third;
        }

        @SocketEvent("around")
        String around(SocketIoSocket socket, String first, Handshake handshake, String second, Namespace namespace) {
            return first + "/" + second + "/" + (socket.namespace() == namespace);
        }

        @SocketEvent("record")
        String record(Item item) {
            return item.toString();
        }

        @SocketEvent("list")
        String list(List<Item> items) {
            return items.get(0).name();
        }

        @SocketEvent("map")
        String map(Map<String, Item> items) {
            return items.values().iterator().next().name();
        }

        @SocketEvent("enum")
        int colour(Colour colour) {
            return colour.ordinal();
        }

        @SocketEvent("array")
        int array(int[] numbers) {
            int sum = 0;
            for (int number : numbers) {
                sum += number;
            }
            return sum;
        }

        @SocketEvent("bytes")
        String bytes(byte[] file, String name) {
            return file.length + name;
        }

        @SocketEvent("buffer")
        int buffer(ByteBuffer buffer) {
            return buffer.remaining();
        }

        @SocketEvent("primitive")
        int primitive(int number) {
            return number + 1;
        }

        @SocketEvent("optional")
        String optional(Optional<List<String>> names) {
            return names.map(list -> list.get(1)).orElse("none");
        }

        @SocketEvent("nullable")
        String nullable(@Nullable String first, @Declared.Nullable String second) {
            return first + "/" + second;
        }

        @SocketEvent("raw")
        String raw(Arguments arguments) {
            return arguments.size() + arguments.get(1, String.class);
        }

        @SocketEvent("rawToo")
        String rawToo(Arguments arguments, String first) {
            return arguments.size() + first;
        }

        @SocketEvent("socket")
        String socket(SocketIoSocket socket, SocketIoServer server) {
            return socket.id() + server.sockets().sockets().contains(socket);
        }

        @SocketEvent("handshake")
        String handshake(Handshake handshake) {
            return String.valueOf(handshake.query().get("transport"));
        }

        @SocketEvent("principal")
        String principal(Principal principal) {
            return principal.getName();
        }

        @SocketEvent("user")
        String user(User user) {
            return user.getName();
        }

        @SocketEvent("nullablePrincipal")
        String nullablePrincipal(@Nullable Principal principal) {
            return principal == null ? "nobody" : principal.getName();
        }

        @SocketEvent("optionalUser")
        String optionalUser(Optional<User> user) {
            return user.map(User::getName).orElse("nobody");
        }
    }

    @SocketController("/chat")
    static class ChatRoom {

        @SocketEvent("bound")
        void bound(Namespace namespace, Broadcast broadcast, Rooms rooms, Ack ack) {
            broadcast.emit("to all");
            rooms.members("none").subscribe(members -> ack.send(namespace.name() + members));
        }
    }

    abstract static class CrudController<T> {

        @SocketEvent("create")
        String create(T item) {
            return item.toString();
        }

        @SocketEvent("createAll")
        String createAll(List<T> items) {
            return nameOf(items.get(0));
        }

        abstract String nameOf(T item);
    }

    @SocketController("/orders")
    static class OrderController extends CrudController<Item> {

        @Override
        String nameOf(Item item) {
            return item.name();
        }
    }
}
