package io.pocketio.interop;

import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/** What {@code api-listeners.js} talks to. */
@Component
@Profile("api")
class ListenerScenarios implements InitializingBean {

    private final SocketIoServer io;

    ListenerScenarios(SocketIoServer io) {
        this.io = io;
    }

    @Override
    public void afterPropertiesSet() {
        io.of("/listeners").onConnect(socket -> new Listeners(socket).listen());
    }

    /** What one socket has heard, and how it stops to listen. */
    private record Listeners(SocketIoSocket socket, List<String> heard, Map<String, Disposable> removals) {

        Listeners(SocketIoSocket socket) {
            this(socket, new CopyOnWriteArrayList<>(), new ConcurrentHashMap<>());
        }

        void listen() {
            Commands.answer(socket, "heard", arguments -> forget());
            Commands.run(socket, "forget", arguments -> forget());
            Commands.run(
                    socket, "listen", arguments -> listen(Commands.text(arguments, 0), Commands.text(arguments, 1)));
            Commands.run(socket, "listen-once", arguments -> listenOnce(Commands.text(arguments, 0)));
            Commands.run(socket, "remove", arguments -> remove(Commands.text(arguments, 0)));
            Commands.run(socket, "off", arguments -> socket.off(Commands.text(arguments, 0)));
            any("any", socket::onAny);
            any("prepend-any", socket::prependAny);
            Commands.run(socket, "off-any", arguments -> socket.offAny());
            any("any-outgoing", socket::onAnyOutgoing);
            any("prepend-any-outgoing", socket::prependAnyOutgoing);
            Commands.run(socket, "off-any-outgoing", arguments -> socket.offAnyOutgoing());
            Commands.run(socket, "enter", arguments -> socket.join(Commands.text(arguments, 0)));
            Commands.run(
                    socket, "emit", arguments -> socket.emit(Commands.text(arguments, 0), Commands.rest(arguments, 1)));
            Commands.run(
                    socket,
                    "tell",
                    arguments -> socket.namespace()
                            .to(Commands.text(arguments, 0))
                            .emit(Commands.text(arguments, 1), Commands.rest(arguments, 2)));
            Commands.later(
                    socket,
                    "question-me",
                    arguments -> socket.emitWithAck("question").map(reply -> Commands.text(reply, 0)));
        }

        private List<String> forget() {
            List<String> before = List.copyOf(heard);
            heard.clear();
            return before;
        }

        private void listen(String event, String name) {
            removals.put(
                    name,
                    socket.on(event, Integer.class, (number, ack) -> heard.add(name + " " + event + " " + number)));
        }

        private void listenOnce(String event) {
            socket.once(event, (arguments, ack) -> heard.add("once " + event + " " + Commands.number(arguments, 0)));
        }

        private void remove(String name) {
            Disposable removal = removals.remove(name);
            if (removal != null) {
                removal.dispose();
            }
        }

        private void any(String event, Function<BiConsumer<String, Arguments>, Disposable> adds) {
            Commands.run(socket, event, arguments -> {
                String name = Commands.text(arguments, 0);
                removals.put(
                        name, adds.apply((each, values) -> heard.add(name + " " + each + " " + Commands.json(values))));
            });
        }
    }
}
