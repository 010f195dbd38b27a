package io.pocketio;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineListener;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.EncodedPacket;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The namespaces, and what all connections have in common. Thread-safe. */
final class DefaultSocketIoServer implements SocketIoServer {

    private static final Logger logger = LoggerFactory.getLogger(DefaultSocketIoServer.class);

    private static final String MAIN_NAMESPACE = "/";

    /** So many messages of the largest size may wait for handlers although their clients have gone. */
    private static final long MESSAGES_OF_GONE_CLIENTS = 32;

    private final ServerSettings settings;
    private final ServerCounters counters = new ServerCounters(this);
    private final SessionIdGenerator socketIds = SessionIdGenerator.random();
    private final NamespaceRegistry namespaces;
    private final Arguments emptyAuth;
    private final DefaultNamespace main;
    private final EngineServer engine;

    /** Set while the server is closed. */
    private final AtomicReference<@Nullable Mono<Void>> closing = new AtomicReference<>();

    /** Handlers that were at work when their connection was closed with the server. Any thread. */
    private final Queue<Mono<Void>> lastHandlers = new ConcurrentLinkedQueue<>();

    private final LeftoverEvents leftovers;

    DefaultSocketIoServer(ServerSettings settings, Function<EngineListener, EngineServer> newEngine) {
        this.settings = settings;
        emptyAuth = emptyObject(settings.json());
        namespaces = new NamespaceRegistry(this, settings);
        main = namespaces.of(MAIN_NAMESPACE);
        engine = newEngine.apply(session -> new ClientConnection(this, session));
        leftovers =
                new LeftoverEvents(MESSAGES_OF_GONE_CLIENTS * engine.options().maxHttpBufferSize());
    }

    /** As if a client had sent it, so that it is read in the same way. */
    private static Arguments emptyObject(JsonCodec json) {
        return Arguments.ofJson(json, "[{}]".getBytes(StandardCharsets.US_ASCII), new Attachments(), 2);
    }

    @Override
    public DefaultNamespace of(String namespace) {
        return namespaces.of(withSlash(namespace));
    }

    private static String withSlash(String name) {
        return name.startsWith("/") ? name : '/' + name;
    }

    @Override
    public ParentNamespace of(Pattern pattern) {
        return namespaces.addParent(pattern);
    }

    @Override
    public ParentNamespace of(NamespaceMatcher matcher) {
        return namespaces.addParent(matcher);
    }

    @Override
    public ParentNamespace ofTemplate(String template) {
        return namespaces.addParent(PathTemplate.parse(withSlash(template)));
    }

    @Override
    public void onNamespace(Consumer<Namespace> listener) {
        namespaces.addListener(listener);
    }

    @Override
    public DefaultNamespace sockets() {
        return main;
    }

    @Override
    public void useForAll(ConnectMiddleware middleware) {
        namespaces.common().use(middleware);
    }

    @Override
    public void useForAll(EventMiddleware middleware) {
        namespaces.common().use(middleware);
    }

    @Override
    public Rooms rooms() {
        return main.rooms();
    }

    @Override
    public EngineServer engine() {
        return engine;
    }

    @Override
    public ServerStatistics statistics() {
        return counters;
    }

    @Override
    public void open() {
        closing.set(null);
        engine.open();
    }

    @Override
    public Mono<Void> close() {
        Mono<Void> begun = closing.get();
        if (begun != null) {
            return begun;
        }
        Mono<Void> shutDown = Mono.defer(this::shutDown).cache();
        if (!closing.compareAndSet(null, shutDown)) {
            return close();
        }
        shutDown.subscribe(
                nothing -> {}, failure -> logger.error("The server could not be closed in good order", failure));
        return shutDown;
    }

    /** The engine ends all sessions, and these their sockets; without farewell packets, so that clients come back. */
    private Mono<Void> shutDown() {
        return engine.close().then(Mono.defer(this::finishHandlers)).doOnTerminate(this::closeAdapters);
    }

    private Mono<Void> finishHandlers() {
        List<Mono<Void>> handlers = new ArrayList<>();
        for (Mono<Void> last = lastHandlers.poll(); last != null; last = lastHandlers.poll()) {
            handlers.add(last);
        }
        return Mono.when(handlers);
    }

    ServerCounters counters() {
        return counters;
    }

    LeftoverEvents leftovers() {
        return leftovers;
    }

    /** What the handlers of a connection have to end with before the server is closed. */
    void waitFor(Mono<Void> handlers) {
        lastHandlers.add(handlers);
    }

    private void closeAdapters() {
        for (DefaultNamespace namespace : namespaces.all()) {
            try {
                namespace.adapter().close();
            } catch (Throwable failure) {
                logger.error("The adapter of {} could not be closed", namespace.name(), failure);
            }
        }
    }

    // What follows is for namespaces and connections.

    ServerSettings settings() {
        return settings;
    }

    NamespaceRegistry namespaces() {
        return namespaces;
    }

    Adapter newAdapter(String namespace, LocalSockets sockets) {
        return settings.adapters().create(namespace, sockets);
    }

    String newSocketId() {
        return socketIds.generate();
    }

    Handshake handshake(EngineRequest request, Arguments auth) {
        return new Handshake(request, auth.size() == 0 ? emptyAuth : auth, settings.now(), settings.json());
    }

    Handshake handshake(SocketDescriptor.Details told) {
        return Handshake.of(told, settings.json());
    }

    /** @throws io.pocketio.json.CodecException when an argument cannot be written */
    EncodedPacket encode(Packet packet) {
        return settings.codec().encode(packet);
    }

    PacketDecoder newDecoder() {
        return settings.codec().decoder();
    }
}
