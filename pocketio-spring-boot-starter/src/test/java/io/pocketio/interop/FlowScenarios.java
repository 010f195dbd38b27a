package io.pocketio.interop;

import io.pocketio.Emitter;
import io.pocketio.Namespace;
import io.pocketio.RecoveryAttempt;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.autoconfigure.SocketIoServerCustomizer;
import io.pocketio.engine.session.EngineProbe;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.SocketIoServerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What {@code recovery-proof.js} talks to: numbered events from several threads to a client that comes and goes. */
@Component
@Profile("recovery")
class FlowScenarios implements SocketIoServerCustomizer, SmartInitializingSingleton, DisposableBean {

    private static final int SENDERS = 4;

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final Map<String, List<String>> outcomes = new ConcurrentHashMap<>();
    private final ObjectProvider<SocketIoServer> server;
    private final Environment environment;

    FlowScenarios(ObjectProvider<SocketIoServer> server, Environment environment) {
        this.server = server;
        this.environment = environment;
    }

    @Override
    public void customize(SocketIoServerBuilder builder) {
        builder.connectionStateRecovery(RecoveryOptions.of(options -> {
                    options.maxPackets(environment.getProperty("interop.max-packets", Integer.class, 10_000));
                    options.maxDisconnectionDuration(environment.getProperty(
                            "interop.max-disconnection", Duration.class, Duration.ofMinutes(2)));
                }))
                .recoveryListener(this::attempted);
    }

    @Override
    public void afterSingletonsInstantiated() {
        SocketIoServer io = server.getObject();
        Namespace namespace = io.of("/flow");
        namespace.onConnect(socket -> connected(namespace, socket));
        io.of("/flow-control").onConnect(control -> {
            control.on("end", (arguments, ack) -> EngineProbe.close(io.engine(), Commands.text(arguments, 0)));
            control.on("drop", (arguments, ack) -> EngineProbe.drop(io.engine(), Commands.text(arguments, 0)));
            control.on(
                    "send",
                    (arguments, ack) -> flow(arguments)
                            .send(Commands.number(arguments, 1))
                            .whenComplete((nothing, failure) -> ack.send()));
            Commands.answer(
                    control, "is-here", arguments -> flow(arguments).socket.isConnected());
            Commands.answer(
                    control, "outcomes", arguments -> outcomes.getOrDefault(Commands.text(arguments, 0), List.of()));
        });
    }

    private Flow flow(Arguments arguments) {
        return Objects.requireNonNull(flows.get(Commands.text(arguments, 0)));
    }

    private void connected(Namespace namespace, SocketIoSocket socket) {
        String key = String.valueOf(socket.handshake().auth("key", String.class));
        Flow flow = flows.computeIfAbsent(key, name -> new Flow(namespace, "flow " + name));
        flow.socket = socket;
        if (!socket.recovered()) {
            socket.join(flow.room);
        }
        Commands.run(socket, "remember", arguments -> {
            socket.data().put(Commands.text(arguments, 0), Objects.requireNonNull(arguments.get(1, Object.class)));
            socket.join(Commands.texts(arguments, 2));
        });
        Commands.answer(
                socket,
                "tell",
                arguments -> Map.of(
                        "recovered", socket.recovered(),
                        "data", socket.data().getOrDefault("nick", ""),
                        "rooms", socket.rooms()));
        socket.on("leave-me", (arguments, ack) -> socket.disconnect());
    }

    private void attempted(RecoveryAttempt attempt) {
        outcomes.computeIfAbsent(attempt.socketId(), id -> new CopyOnWriteArrayList<>())
                .add(attempt.outcome().name());
    }

    @Override
    public void destroy() {
        flows.values().forEach(Flow::close);
    }

    /** What is sent to one client, by threads that each keep their order. */
    private static final class Flow {

        private final Namespace namespace;
        private final String room;
        private final List<Sender> senders = new ArrayList<>();

        private volatile SocketIoSocket socket;

        Flow(Namespace namespace, String room) {
            this.namespace = namespace;
            this.room = room;
            for (int i = 0; i < SENDERS; i++) {
                senders.add(new Sender("sender " + i));
            }
        }

        CompletableFuture<Void> send(int count) {
            CompletableFuture<?>[] parts = new CompletableFuture<?>[SENDERS];
            for (int i = 0; i < SENDERS; i++) {
                Sender sender = senders.get(i);
                int part = count / SENDERS + (i < count % SENDERS ? 1 : 0);
                parts[i] = CompletableFuture.runAsync(() -> sender.send(this, part), sender.thread);
            }
            return CompletableFuture.allOf(parts);
        }

        void close() {
            senders.forEach(sender -> sender.thread.shutdownNow());
        }
    }

    private static final class Sender {

        private final String name;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        /** Confined to the thread. */
        private int number;

        Sender(String name) {
            this.name = name;
        }

        void send(Flow flow, int count) {
            for (int i = 0; i < count; i++) {
                sendOne(flow);
                LockSupport.parkNanos(200_000);
            }
        }

        /** To the room, to the room of the socket's own id, and to the socket itself, in turns. */
        private void sendOne(Flow flow) {
            SocketIoSocket socket = flow.socket;
            switch (number % 3) {
                case 0 -> flow.namespace.to(flow.room).emit("number", name, number);
                case 1 -> flow.namespace.to(socket.id()).emit("number", name, number);
                default -> socket.emit("number", name, number);
            }
            if (number % 5 == 0) {
                soonOutdated(flow, socket);
            }
            if (number % 7 == 0) {
                ask(flow, socket);
            }
            number++;
        }

        /** Its last argument is a text, which the client takes for an offset unless the server minds. */
        private void soonOutdated(Flow flow, SocketIoSocket socket) {
            if (number % 2 == 0) {
                socket.asVolatile().emit("volatile", "no offset");
            } else {
                flow.namespace.to(flow.room).asVolatile().emit("volatile", "no offset");
            }
        }

        private void ask(Flow flow, SocketIoSocket socket) {
            Emitter emitter = socket.timeout(Duration.ofSeconds(1));
            Mono<?> answers = number % 2 == 0
                    ? emitter.emitWithAck("question", "no offset")
                    : flow.namespace
                            .to(flow.room)
                            .timeout(Duration.ofSeconds(1))
                            .emitWithAck("question", "no offset")
                            .then();
            answers.subscribe(answer -> {}, gone -> {});
        }
    }
}
