package io.pocketio.interop;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.Namespace;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What {@code api-middleware.js} talks to. */
@Component
@Profile("api")
class MiddlewareScenarios implements InitializingBean {

    private final SocketIoServer io;

    MiddlewareScenarios(SocketIoServer io) {
        this.io = io;
    }

    @Override
    public void afterPropertiesSet() {
        Namespace namespace = io.of("/middleware");
        namespace.use(asks("first", asked -> Map.of("asked", asked)));
        ConnectMiddleware slow =
                asks("slow", asked -> Map.of("asked", asked, "deep", new Object[] {Map.of("a", new Object[0])}));
        namespace.use(socket -> Mono.delay(Duration.ofMillis(20)).then(Mono.defer(() -> slow.apply(socket))));
        namespace.use(asks("last", asked -> null));
        namespace.onConnect(
                socket -> socket.emit("asked", asked(socket), socket.handshake().auth("name", Object.class)));
        io.of("/event-middleware").onConnect(MiddlewareScenarios::listen);
    }

    private static ConnectMiddleware asks(String name, Function<List<String>, @Nullable Object> data) {
        return socket -> {
            asked(socket).add(name);
            return name.equals(socket.handshake().auth("refuse", Object.class))
                    ? Mono.error(new ConnectRejectedException(name + " refuses", data.apply(asked(socket))))
                    : Mono.empty();
        };
    }

    @SuppressWarnings("unchecked")
    private static List<String> asked(SocketIoSocket socket) {
        return (List<String>) socket.data().computeIfAbsent("asked", key -> new CopyOnWriteArrayList<String>());
    }

    private static void listen(SocketIoSocket socket) {
        List<String> trace = new CopyOnWriteArrayList<>();
        socket.onAny((event, arguments) -> trace.add("any"));
        socket.use((same, event, arguments) -> {
            if (event.equals("refused")) {
                throw new IllegalStateException("no such event");
            }
            trace.add("first");
            if (event.equals("number") && Commands.number(arguments, 0) < 0) {
                return Mono.error(new IllegalArgumentException("not positive"));
            }
            return event.equals("slow") ? Mono.delay(Duration.ofMillis(30)).then() : Mono.empty();
        });
        socket.use((same, event, arguments) -> {
            trace.add("second");
            if (event.equals("seen")) {
                same.emit("saw", event, Arrays.asList(MainController.values(arguments)));
            }
            return Mono.empty();
        });
        socket.onError(error -> socket.emit("error-of", error.getMessage()));
        socket.on("refused", (arguments, ack) -> trace.add("refused"));
        socket.on("traced", (arguments, ack) -> {
            trace.add("handler");
            ack.send(trace);
        });
        socket.on("number", (arguments, ack) -> ack.send(Commands.number(arguments, 0)));
        socket.on("slow", (arguments, ack) -> ack.send(Commands.number(arguments, 0)));
        Commands.later(
                socket, "ask", arguments -> socket.emitWithAck("question").map(reply -> Commands.text(reply, 0)));
    }
}
