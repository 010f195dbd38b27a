package io.pocketio.interop;

import io.pocketio.Broadcast;
import io.pocketio.ConnectRejectedException;
import io.pocketio.Handshake;
import io.pocketio.NamespaceHandlers;
import io.pocketio.ParentNamespace;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What {@code api-namespaces.js} talks to. */
@Component
@Profile("api")
class DynamicNamespaceScenarios implements InitializingBean {

    private final SocketIoServer io;
    private final List<String> created = new CopyOnWriteArrayList<>();

    DynamicNamespaceScenarios(SocketIoServer io) {
        this.io = io;
    }

    @Override
    public void afterPropertiesSet() {
        io.onNamespace(namespace -> created.add(namespace.name()));
        listen(io.of("/room-0"), "static");
        ParentNamespace rooms = io.of(Pattern.compile("/room-\\d+"));
        rooms.use(socket -> Boolean.TRUE.equals(socket.handshake().auth("banned", Boolean.class))
                ? Mono.error(new ConnectRejectedException("banned"))
                : Mono.empty());
        listen(rooms, "first pattern");
        rooms.onConnect(socket -> {
            socket.on("tell-all", (arguments, ack) -> rooms.emit("told", Commands.text(arguments, 0)));
            socket.on("tell-room", (arguments, ack) -> tell(rooms, Commands.text(arguments, 0)));
        });
        listen(io.of(Pattern.compile("/room-\\d+0")), "second pattern");
        ParentNamespace teams = io.of(this::isTeam);
        listen(teams, "predicate");
        io.of("/emission").onConnect(socket -> {
            Commands.answer(socket, "created", arguments -> created);
            Commands.answer(socket, "exists", arguments -> exists(Commands.text(arguments, 0), rooms, teams));
        });
    }

    private static void tell(ParentNamespace rooms, String room) {
        Broadcast broadcast = rooms.to(room);
        broadcast.emit("told", room);
    }

    private Mono<Boolean> isTeam(String name, Handshake handshake) {
        if (!name.startsWith("/team/")) {
            return Mono.just(false);
        }
        String key = handshake.auth("key", String.class);
        return "broken".equals(key)
                ? Mono.error(new IllegalStateException("on purpose: broken"))
                : Mono.delay(Duration.ofMillis(5)).map(tick -> "open".equals(key));
    }

    private static boolean exists(String name, ParentNamespace... parents) {
        return Stream.of(parents)
                .map(ParentNamespace::children)
                .flatMap(Collection::stream)
                .anyMatch(child -> child.name().equals(name));
    }

    private static void listen(NamespaceHandlers namespace, String which) {
        namespace.onConnect(socket -> listen(socket, which));
    }

    private static void listen(SocketIoSocket socket, String which) {
        Commands.answer(socket, "name", arguments -> socket.namespace().name());
        Commands.answer(socket, "which", arguments -> which);
        Commands.answer(
                socket, "crowd", arguments -> socket.namespace().sockets().size());
        Commands.run(socket, "enter", arguments -> socket.join(Commands.text(arguments, 0)));
        Commands.run(socket, "tell", arguments -> socket.namespace().emit("told", Commands.text(arguments, 0)));
    }
}
