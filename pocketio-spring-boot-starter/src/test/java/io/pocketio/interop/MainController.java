package io.pocketio.interop;

import io.pocketio.Ack;
import io.pocketio.DisconnectReason;
import io.pocketio.Namespace;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import reactor.core.publisher.Mono;

/** The handlers of the main namespace. */
@SocketController
class MainController {

    private final SocketIoServer io;
    private final boolean official;

    MainController(SocketIoServer io, Environment environment) {
        this.io = io;
        this.official = environment.acceptsProfiles(Profiles.of("official"));
    }

    @OnConnect
    void connected(SocketIoSocket socket, Map<String, Object> auth) {
        if (official) {
            socket.emit("auth", auth);
        }
        socket.onDisconnecting(reason -> {
            Set<String> rooms = new TreeSet<>(socket.rooms());
            rooms.remove(socket.id());
            io.of("/watch").emit("leaving", socket.id(), reason.wireName(), rooms);
        });
    }

    @OnDisconnect
    void left(SocketIoSocket socket, DisconnectReason reason) {
        io.of("/watch").emit("left", socket.id(), reason.wireName());
    }

    @SocketEvent("message")
    void message(SocketIoSocket socket, Arguments arguments) {
        socket.emit("message-back", values(arguments));
    }

    @SocketEvent("message-with-ack")
    Arguments messageWithAck(Arguments arguments) {
        return Arguments.of(values(arguments));
    }

    @SocketEvent("echo")
    void echo(SocketIoSocket socket, Arguments arguments, Ack ack) {
        if (ack.isRequested()) {
            ack.send(values(arguments));
        } else {
            socket.emit("echo", values(arguments));
        }
    }

    static @Nullable Object[] values(Arguments arguments) {
        @Nullable Object[] values = new @Nullable Object[arguments.size()];
        Arrays.setAll(values, i -> arguments.get(i, Object.class));
        return values;
    }

    @SocketEvent("ask")
    Mono<Void> ask(SocketIoSocket socket, Arguments arguments) {
        @Nullable Object[] values = values(arguments);
        return socket.emitWithAck(String.valueOf(values[0]), Arrays.copyOfRange(values, 1, values.length))
                .doOnNext(reply -> socket.emit("answered", values(reply)))
                .then();
    }

    @SocketEvent("join")
    void join(SocketIoSocket socket, String room) {
        socket.join(room);
    }

    @SocketEvent("leave")
    void leave(SocketIoSocket socket, String room) {
        socket.leave(room);
    }

    @SocketEvent("rooms")
    Set<String> rooms(SocketIoSocket socket) {
        return new TreeSet<>(socket.rooms());
    }

    @SocketEvent("to")
    void to(SocketIoSocket socket, String[] rooms, Object text) {
        socket.to(rooms).emit("told", text);
    }

    @SocketEvent("in")
    void in(Namespace namespace, String[] rooms, Object text) {
        namespace.in(rooms).emit("told", text);
    }

    @SocketEvent("except")
    void except(SocketIoSocket socket, String[] rooms, Object text) {
        socket.except(rooms).emit("told", text);
    }

    @SocketEvent("in-except")
    void inExcept(Namespace namespace, String[] rooms, String[] excepted, Object text) {
        namespace.in(rooms).except(excepted).emit("told", text);
    }

    @SocketEvent("broadcast")
    void broadcast(SocketIoSocket socket, Object text) {
        socket.broadcast().emit("told", text);
    }

    @SocketEvent("everybody")
    void everybody(Object text) {
        io.emit("told", text);
    }

    @SocketEvent("volatile")
    void soonOutdated(SocketIoSocket socket, Object text) {
        socket.asVolatile().emit("told", text);
    }

    @SocketEvent("volatile-to")
    void soonOutdated(Namespace namespace, String room, Object text) {
        namespace.to(room).asVolatile().emit("told", text);
    }

    @SocketEvent("number")
    int number(int number) {
        return number + 1;
    }

    record Profile(String name, int age, List<String> tags) {}

    @SocketEvent("profile")
    Profile profile(Profile profile) {
        return new Profile(profile.name(), profile.age() + 1, profile.tags());
    }

    @SocketEvent("sum")
    CompletableFuture<Integer> sum(List<Integer> numbers) {
        return CompletableFuture.completedFuture(
                numbers.stream().mapToInt(Integer::intValue).sum());
    }

    @SocketEvent("later")
    Mono<String> later(String text) {
        return Mono.delay(Duration.ofMillis(5)).map(tick -> text);
    }

    @SocketEvent("nothing")
    Mono<String> nothing() {
        return Mono.empty();
    }

    @SocketEvent("two")
    Arguments two(String first, String second) {
        return Arguments.of(second, first);
    }

    @SocketEvent("maybe")
    String maybe(Optional<String> text) {
        return text.orElse("absent");
    }

    @SocketEvent("throw")
    String fail(String text) {
        throw new IllegalStateException("on purpose: " + text);
    }

    @SocketEvent("set")
    void set(SocketIoSocket socket, String key, Object value) {
        socket.data().put(key, value);
    }

    @SocketEvent("get")
    @Nullable
    Object get(SocketIoSocket socket, String key) {
        return socket.data().get(key);
    }

    @SocketEvent("transport")
    String transport(SocketIoSocket socket) {
        return socket.transport();
    }

    @SocketEvent("query")
    @Nullable
    String query(SocketIoSocket socket, String name) {
        return socket.handshake().query().get(name);
    }

    @SocketEvent("flood")
    void flood(SocketIoSocket socket, int count) {
        for (int i = 0; i < count; i++) {
            socket.emit("seq", i);
        }
    }

    @SocketEvent("seq")
    void seq(SocketIoSocket socket, int number) {
        socket.emit("seq-back", number);
    }

    @SocketEvent("wait")
    Mono<Void> waitFor(SocketIoSocket socket, long millis) {
        return Mono.delay(Duration.ofMillis(millis))
                .doOnNext(tick -> socket.emit("waited"))
                .then();
    }

    @SocketEvent("bye")
    void bye(SocketIoSocket socket, boolean close) {
        socket.disconnect(close);
    }
}
