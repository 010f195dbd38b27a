package io.pocketio.interop;

import io.pocketio.Ack;
import io.pocketio.AckTimeoutException;
import io.pocketio.Broadcast;
import io.pocketio.Emitter;
import io.pocketio.MissingAcksException;
import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What {@code api-emission.js} talks to. */
@Component
@Profile("api")
class EmissionScenarios implements InitializingBean {

    private final SocketIoServer io;
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();

    EmissionScenarios(SocketIoServer io) {
        this.io = io;
    }

    /** What a client asks the server to emit to, and how. */
    record Target(
            String from,
            String[] to,
            String[] except,
            @Nullable Boolean useIn,
            @Nullable Boolean local,
            @Nullable Boolean isVolatile,
            @Nullable Boolean compress,
            @Nullable Long timeout,
            String event) {}

    /** How a client wants something emitted to itself. */
    record Flags(@Nullable Boolean isVolatile, @Nullable Boolean compress) {}

    @Override
    public void afterPropertiesSet() {
        io.onConnect(this::connected);
        io.of("/emission").onConnect(this::connected);
        io.of("/emission").onConnect(this::listenForOneself);
    }

    private void connected(SocketIoSocket socket) {
        Commands.run(socket, "enter", arguments -> socket.join(Commands.texts(arguments, 0)));
        socket.on("emit", (arguments, ack) -> {
            Target target = target(arguments);
            broadcast(socket, target).emit(target.event(), Commands.rest(arguments, 1));
        });
        socket.on("ask-all", (arguments, ack) -> askAll(socket, arguments, ack));
    }

    private static Target target(Arguments arguments) {
        Target target = arguments.get(0, Target.class);
        if (target == null) {
            throw new IllegalArgumentException("no target");
        }
        return target;
    }

    private Broadcast broadcast(SocketIoSocket socket, Target target) {
        Broadcast broadcast = target.to().length == 0 ? toAll(socket, target.from()) : toRooms(socket, target);
        broadcast = target.except().length == 0 ? broadcast : broadcast.except(target.except());
        broadcast = Boolean.TRUE.equals(target.local()) ? broadcast.local() : broadcast;
        broadcast = Boolean.TRUE.equals(target.isVolatile()) ? broadcast.asVolatile() : broadcast;
        broadcast = target.compress() == null ? broadcast : broadcast.compress(target.compress());
        return target.timeout() == null ? broadcast : broadcast.timeout(Duration.ofMillis(target.timeout()));
    }

    private Broadcast toAll(SocketIoSocket socket, String from) {
        return switch (from) {
            case "server" -> io.sockets();
            case "namespace" -> socket.namespace();
            default -> socket.broadcast();
        };
    }

    private Broadcast toRooms(SocketIoSocket socket, Target target) {
        boolean in = Boolean.TRUE.equals(target.useIn());
        return switch (target.from()) {
            case "server" -> in ? io.in(target.to()) : io.to(target.to());
            case "namespace" ->
                in ? socket.namespace().in(target.to()) : socket.namespace().to(target.to());
            default -> in ? socket.in(target.to()) : socket.to(target.to());
        };
    }

    private void askAll(SocketIoSocket socket, Arguments arguments, Ack ack) {
        Target target = target(arguments);
        List<@Nullable Object> answers = new ArrayList<>();
        Map<String, Object> outcome = new LinkedHashMap<>(Map.of("answers", answers));
        broadcast(socket, target)
                .emitWithAck(target.event(), Commands.rest(arguments, 1))
                .doOnNext(reply -> answers.add(reply.arguments().get(0, Object.class)))
                .doOnError(MissingAcksException.class, missing -> {
                    outcome.put("error", true);
                    outcome.put("missing", new TreeSet<>(missing.missing()));
                })
                .onErrorComplete(MissingAcksException.class)
                .then()
                .subscribe(nothing -> {}, EmissionScenarios::fail, () -> ack.send(outcome));
    }

    private void listenForOneself(SocketIoSocket socket) {
        socket.on("emit-to-me", (arguments, ack) -> emitToOneself(socket, arguments));
        socket.on("flood-me", (arguments, ack) -> {
            for (int i = 0; i < Commands.number(arguments, 0); i++) {
                socket.asVolatile().emit("me", Commands.text(arguments, 1));
            }
            socket.emit("flooded");
        });
        socket.on("send", (arguments, ack) -> {
            socket.to(Commands.text(arguments, 0)).send(Commands.rest(arguments, 1));
            socket.send(Commands.rest(arguments, 1));
        });
        socket.on("ask-me", (arguments, ack) -> askOneself(socket, arguments, ack));
        socket.on("ask-me-later", (arguments, ack) -> askLater(socket, arguments));
        Commands.answer(socket, "what-became-of", arguments -> outcomes.getOrDefault(Commands.text(arguments, 0), ""));
        Commands.answer(socket, "emit-reserved", arguments -> refuses(socket, Commands.text(arguments, 0)));
        socket.on("count", (arguments, ack) -> count(socket, arguments));
    }

    private static void emitToOneself(SocketIoSocket socket, Arguments arguments) {
        Flags flags = arguments.get(0, Flags.class);
        Emitter emitter = socket;
        if (flags != null && flags.compress() != null) {
            emitter = emitter.compress(flags.compress());
        }
        if (flags != null && Boolean.TRUE.equals(flags.isVolatile())) {
            emitter = emitter.asVolatile();
        }
        emitter.emit("me", Commands.rest(arguments, 1));
    }

    private static void askOneself(SocketIoSocket socket, Arguments arguments, Ack ack) {
        socket.timeout(Duration.ofMillis(Commands.number(arguments, 0)))
                .emitWithAck(Commands.text(arguments, 1), Commands.rest(arguments, 2))
                .map(EmissionScenarios::answer)
                .onErrorReturn(AckTimeoutException.class, Map.of("error", "timeout"))
                .subscribe(ack::send, EmissionScenarios::fail);
    }

    private static Map<String, Object> answer(Arguments reply) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (reply.size() > 0) {
            answer.put("answer", reply.get(0, Object.class));
        }
        return answer;
    }

    private void askLater(SocketIoSocket socket, Arguments arguments) {
        String what = Commands.text(arguments, 0);
        socket.emitWithAck(Commands.text(arguments, 1))
                .subscribe(
                        reply -> outcomes.put(what, "answered"),
                        failure -> outcomes.put(
                                what, failure instanceof SocketDisconnectedException ? "disconnected" : "failed"));
    }

    private static boolean refuses(SocketIoSocket socket, String event) {
        try {
            socket.emit(event);
            return false;
        } catch (IllegalArgumentException reserved) {
            return true;
        }
    }

    private void count(SocketIoSocket socket, Arguments arguments) {
        String room = Commands.text(arguments, 0);
        String id = Commands.text(arguments, 1);
        for (int i = 0; i < Commands.number(arguments, 2); i++) {
            Broadcast broadcast =
                    i % 2 == 0 ? socket.to(id) : io.of("/emission").to(room);
            broadcast.emit("number", i);
        }
    }

    private static void fail(Throwable failure) {
        throw new AssertionError(failure);
    }
}
