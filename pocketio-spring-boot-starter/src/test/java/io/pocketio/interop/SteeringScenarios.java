package io.pocketio.interop;

import io.pocketio.Ack;
import io.pocketio.AckTimeoutException;
import io.pocketio.Broadcast;
import io.pocketio.Namespace;
import io.pocketio.RemoteSocket;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.adapter.RoomListener;
import io.pocketio.protocol.Arguments;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What {@code api-steering.js} talks to. */
@Component
@Profile("api")
class SteeringScenarios implements InitializingBean {

    private final Namespace namespace;
    private final String node;
    private final Map<String, List<String>> happened = new ConcurrentHashMap<>();

    SteeringScenarios(SocketIoServer io, Environment environment) {
        this.namespace = io.of("/steering");
        this.node = environment.getProperty("interop.node", "");
    }

    record Target(String[] to, String[] except) {}

    @Override
    public void afterPropertiesSet() {
        namespace.rooms().addListener(new RoomListener() {

            @Override
            public void created(String room) {
                tell(room, "create");
            }

            @Override
            public void deleted(String room) {
                tell(room, "delete");
            }

            @Override
            public void joined(String room, String socketId) {
                tell(room, "join " + socketId);
            }

            @Override
            public void left(String room, String socketId) {
                tell(room, "leave " + socketId);
            }
        });
        namespace.onServerSideEvent("anybody?", (arguments, ack) -> ack.send(node));
        namespace.onServerSideEvent(
                "note", (arguments, ack) -> namespace.local().emit("noted", node, Commands.text(arguments, 0)));
        namespace.onConnect(this::listen);
        namespace.onConnect(this::steer);
    }

    private void tell(String room, String what) {
        happened.computeIfAbsent(room, key -> new CopyOnWriteArrayList<>()).add(what);
    }

    private void listen(SocketIoSocket socket) {
        Commands.run(socket, "enter", arguments -> socket.join(Commands.text(arguments, 0)));
        Commands.run(socket, "quit", arguments -> socket.leave(Commands.text(arguments, 0)));
        Commands.answer(socket, "rooms", arguments -> socket.rooms());
        Commands.run(socket, "remember", arguments -> remember(socket, arguments));
        Commands.answer(socket, "happened", arguments -> happened.getOrDefault(Commands.text(arguments, 0), List.of()));
        Commands.later(
                socket,
                "server-side",
                arguments -> namespace
                        .serverSideEmitWithAck("anybody?")
                        .map(answer -> Commands.text(answer, 0))
                        .collectList());
        Commands.run(
                socket, "server-side-emit", arguments -> namespace.serverSideEmit("note", Commands.text(arguments, 0)));
    }

    private static void remember(SocketIoSocket socket, Arguments arguments) {
        Object value = arguments.get(1, Object.class);
        if (value != null) {
            socket.data().put(Commands.text(arguments, 0), value);
        }
    }

    private void steer(SocketIoSocket socket) {
        Commands.later(
                socket,
                "fetch",
                arguments -> target(arguments)
                        .fetchSockets()
                        .map(SteeringScenarios::describe)
                        .collectList());
        Commands.later(
                socket,
                "remote",
                arguments -> remote(arguments)
                        .doOnNext(other -> steer(other, Commands.text(arguments, 1), arguments))
                        .thenReturn(true));
        socket.on("remote-ask", this::askRemote);
        Commands.run(socket, "sockets-join", arguments -> target(arguments).socketsJoin(Commands.texts(arguments, 1)));
        Commands.run(
                socket, "sockets-leave", arguments -> target(arguments).socketsLeave(Commands.texts(arguments, 1)));
        Commands.run(
                socket,
                "others-join",
                arguments -> socket.to(Commands.text(arguments, 0)).socketsJoin(Commands.text(arguments, 1)));
        Commands.run(
                socket,
                "sockets-disconnect",
                arguments -> target(arguments).disconnectSockets(Commands.flag(arguments, 1)));
    }

    private Broadcast target(Arguments arguments) {
        Target target = arguments.get(0, Target.class);
        if (target == null) {
            return namespace;
        }
        Broadcast chosen = target.to().length == 0 ? namespace : namespace.in(target.to());
        return target.except().length == 0 ? chosen : chosen.except(target.except());
    }

    private Mono<RemoteSocket> remote(Arguments arguments) {
        return namespace.in(Commands.text(arguments, 0)).fetchSockets().next();
    }

    private static Map<String, @Nullable Object> describe(RemoteSocket socket) {
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("id", socket.id());
        description.put("rooms", socket.rooms());
        description.put("data", socket.data());
        description.put("auth", socket.handshake().auth(Object.class));
        description.put("query", socket.handshake().query().get("q"));
        InetSocketAddress address = socket.handshake().address();
        description.put("address", address == null ? null : address.getHostString());
        return description;
    }

    private static void steer(RemoteSocket socket, String what, Arguments arguments) {
        switch (what) {
            case "emit" -> socket.emit("told", Commands.rest(arguments, 2));
            case "join" -> socket.join(Commands.text(arguments, 2));
            case "leave" -> socket.leave(Commands.text(arguments, 2));
            case "disconnect" -> socket.disconnect(Commands.flag(arguments, 2));
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void askRemote(Arguments arguments, Ack ack) {
        remote(arguments)
                .flatMap(other -> other.timeout(Duration.ofMillis(Commands.number(arguments, 1)))
                        .emitWithAck("question", Commands.text(arguments, 2)))
                .map(reply -> Map.<String, Object>of("answer", Commands.text(reply, 0)))
                .onErrorReturn(AckTimeoutException.class, Map.of("error", true))
                .subscribe(ack::send);
    }
}
