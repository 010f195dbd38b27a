package io.pocketio.server;

import io.pocketio.BlockedHandler;
import io.pocketio.Broadcast;
import io.pocketio.Emitter;
import io.pocketio.HandlerInterceptor;
import io.pocketio.Namespace;
import io.pocketio.RecoveryListener;
import io.pocketio.RecoveryOptions;
import io.pocketio.SocketIoServer;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.memory.InMemoryAdapter;
import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.ConnectionErrorListener;
import io.pocketio.engine.EngineListener;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.engine.session.EngineServerBuilder;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.Durations;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.PacketCodec;
import io.pocketio.protocol.legacy.LegacyPacketCodec;
import io.pocketio.server.connection.Connection;
import io.pocketio.server.connection.ConnectionSettings;
import io.pocketio.server.connection.Dialects;
import io.pocketio.server.connection.PacketBound;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.InboundLoad;
import io.pocketio.server.dispatch.LastHandlers;
import io.pocketio.server.dispatch.OrphanedEvents;
import io.pocketio.server.handler.Interception;
import io.pocketio.server.namespace.NamespaceRegistry;
import io.pocketio.server.namespace.NamespaceSettings;
import io.pocketio.server.recovery.RecoverySettings;
import io.pocketio.server.socket.DisconnectCounts;
import io.pocketio.server.socket.HandshakeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Settings and parts of a server; what is not set is as in the reference server. Confined to its caller.
 *
 * @since 0.1
 */
public final class SocketIoServerBuilder {

    /** So many messages of the largest size may be in the hands of handlers before reading from their connection pauses. */
    private static final long MESSAGES_IN_HAND = 4;

    /** So many messages of the largest size may wait for handlers although their clients have gone. */
    private static final long MESSAGES_OF_GONE_CLIENTS = 32;

    private EngineOptions engine = EngineOptions.defaults();
    private Duration connectTimeout = Duration.ofSeconds(45);
    private Duration ackTimeout = Duration.ofSeconds(60);
    private int maxAttachments = 10;
    private int maxNestingDepth = 100;
    private int maxPendingEvents = 256;
    private int maxNamespacesPerConnection = 100;
    private int maxChildNamespaces = 10_000;
    private boolean cleanupEmptyChildNamespaces;
    private @Nullable JsonCodec json;
    private Parser parser = Parser.JSON;
    private @Nullable Function<JsonCodec, PacketCodec> packets;
    private @Nullable AdapterFactory adapters;
    private @Nullable RecoveryOptions recovery;
    private final List<RecoveryListener> recoveryListeners = new ArrayList<>();
    private final List<HandlerInterceptor> interceptors = new ArrayList<>();
    private AllowRequest allowRequest = request -> Mono.empty();
    private ReactiveSessionIdGenerator sessionIds = ReactiveSessionIdGenerator.of(SessionIdGenerator.random());
    private final List<ResponseHeadersHook> headerHooks = new ArrayList<>();
    private final List<ConnectionErrorListener> connectionErrorListeners = new ArrayList<>();
    private Duration blockingThreshold = Duration.ofSeconds(1);
    private Consumer<BlockedHandler> blockedHandlers = BlockingWatch::warn;
    private @Nullable Scheduler scheduler;

    private SocketIoServerBuilder() {}

    /** A builder of a server that is as the reference server, until it is told otherwise. */
    public static SocketIoServerBuilder create() {
        return new SocketIoServerBuilder();
    }

    /** Settings of the Engine.IO server below. */
    public SocketIoServerBuilder engine(EngineOptions options) {
        engine = options;
        return this;
    }

    /**
     * How long a connection may stay without joining a namespace. 45 seconds unless set.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public SocketIoServerBuilder connectTimeout(Duration timeout) {
        connectTimeout = Durations.clamped(positive(timeout, "connectTimeout"));
        return this;
    }

    /**
     * How long {@link Emitter#emitWithAck} and {@link Broadcast#emitWithAck} wait for clients, and {@link
     * Namespace#serverSideEmitWithAck} for other nodes, unless told. 60 seconds unless set.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public SocketIoServerBuilder ackTimeout(Duration timeout) {
        ackTimeout = Durations.clamped(positive(timeout, "ackTimeout"));
        return this;
    }

    /**
     * Binary attachments that one packet of a client may have. 10 unless set. Of {@link Parser#JSON}: MessagePack has none.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public SocketIoServerBuilder maxAttachments(int count) {
        maxAttachments = atLeast(0, count, "maxAttachments");
        return this;
    }

    /**
     * How deep a client's JSON or MessagePack may be nested. 100 unless set.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public SocketIoServerBuilder maxNestingDepth(int depth) {
        maxNestingDepth = atLeast(1, depth, "maxNestingDepth");
        return this;
    }

    /**
     * Events of one connection that may be in the hands of handlers before reading from it pauses. 256 unless set.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public SocketIoServerBuilder maxPendingEvents(int count) {
        maxPendingEvents = atLeast(1, count, "maxPendingEvents");
        return this;
    }

    /**
     * Namespaces that one connection may be in at a time. 100 unless set. A client that wants more is disconnected.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public SocketIoServerBuilder maxNamespacesPerConnection(int count) {
        maxNamespacesPerConnection = atLeast(1, count, "maxNamespacesPerConnection");
        return this;
    }

    /**
     * Dynamic namespaces that clients may have brought into being, all in all. 10,000 unless set. At the bound those without a
     * socket are removed, whatever {@link #cleanupEmptyChildNamespaces} says; when there is none, a client that asks for one more
     * is told that the namespace is invalid.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public SocketIoServerBuilder maxChildNamespaces(int count) {
        maxChildNamespaces = atLeast(1, count, "maxChildNamespaces");
        return this;
    }

    /**
     * Whether a dynamic namespace that a client has brought into being is removed when its last socket has left: its own handlers
     * and its rooms are forgotten, and the next client that asks for it brings it into being again. It stays unless set. One that
     * the application has made by {@link SocketIoServer#of(String)} always stays.
     */
    public SocketIoServerBuilder cleanupEmptyChildNamespaces(boolean cleanup) {
        cleanupEmptyChildNamespaces = cleanup;
        return this;
    }

    /** What turns arguments into JSON and back. {@link Jackson2JsonCodec} unless set. */
    public SocketIoServerBuilder jsonCodec(JsonCodec codec) {
        json = codec;
        return this;
    }

    /** How packets are encoded. {@link Parser#JSON} unless set. */
    public SocketIoServerBuilder parser(Parser choice) {
        parser = choice;
        return this;
    }

    /**
     * Encodes packets in a way of the application's own, instead of a {@link Parser}. The limits of attachments and of nesting
     * are for the codec to see to.
     *
     * @param factory is given what turns arguments into JSON and back, see {@link #jsonCodec}
     */
    public SocketIoServerBuilder packetCodec(Function<JsonCodec, PacketCodec> factory) {
        packets = factory;
        return this;
    }

    /** What makes the adapter of each namespace. {@link InMemoryAdapter} unless set. */
    public SocketIoServerBuilder adapter(AdapterFactory factory) {
        adapters = factory;
        return this;
    }

    /**
     * Lets clients that lose their connection come back to their session, and get what they have missed. They cannot unless this is
     * called. Each event that is sent without acknowledgement has an additional string as its last argument then; not to older clients,
     * which cannot come back.
     */
    public SocketIoServerBuilder connectionStateRecovery(RecoveryOptions options) {
        recovery = options;
        return this;
    }

    /** Is told how each attempt of a client to come back has ended. */
    public SocketIoServerBuilder recoveryListener(RecoveryListener listener) {
        recoveryListeners.add(listener);
        return this;
    }

    /** Has one more interceptor go around the calls of handlers, within those that are there. */
    public SocketIoServerBuilder handlerInterceptor(HandlerInterceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /** Decides whether a client may open a connection. All may unless set. */
    public SocketIoServerBuilder allowRequest(AllowRequest hook) {
        allowRequest = hook;
        return this;
    }

    /** Makes the ids of connections, which are secrets; those of sockets are made by the server. */
    public SocketIoServerBuilder sessionIds(SessionIdGenerator generator) {
        sessionIds = ReactiveSessionIdGenerator.of(generator);
        return this;
    }

    /** Makes the ids of connections when that takes time, or what the request tells. */
    public SocketIoServerBuilder sessionIds(ReactiveSessionIdGenerator generator) {
        sessionIds = generator;
        return this;
    }

    /** Has one more hook add headers to the answers to clients, behind those that are there. */
    public SocketIoServerBuilder headers(ResponseHeadersHook hook) {
        headerHooks.add(hook);
        return this;
    }

    /** Has one more listener told of requests that are refused. */
    public SocketIoServerBuilder onConnectionError(ConnectionErrorListener listener) {
        connectionErrorListeners.add(listener);
        return this;
    }

    /**
     * How long a handler may be at work in the lane of a connection, which all clients of its thread wait for, before it is
     * reported; so it is with middlewares, listeners, and what decides or is told about requests. Handlers with an executor are not watched. 1 second unless set; zero turns the watch off.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public SocketIoServerBuilder blockingWarning(Duration threshold) {
        if (threshold.isNegative()) {
            throw new IllegalArgumentException("blockingWarning must not be negative: " + threshold);
        }
        blockingThreshold = threshold;
        return this;
    }

    /**
     * Told of handlers that block a lane, each once while it does, and of the same handler at most once a minute. Called by a timer;
     * must not block. Logs a warning unless set.
     */
    public SocketIoServerBuilder onBlockedHandler(Consumer<BlockedHandler> listener) {
        blockedHandlers = listener;
        return this;
    }

    /** Runs timers and is their clock; see {@link EngineServerBuilder#scheduler}. */
    public SocketIoServerBuilder scheduler(Scheduler timer) {
        scheduler = timer;
        return this;
    }

    /** @throws IllegalStateException when clients are to come back, and the adapter has no support for it */
    public SocketIoServer build() {
        JsonCodec chosen = json != null ? json : new Jackson2JsonCodec();
        PacketCodec codec =
                packets != null ? packets.apply(chosen) : parser.newCodec(chosen, maxAttachments, maxNestingDepth);
        TimeSource time = new TimeSource(scheduler);
        HandshakeFactory handshakes = new HandshakeFactory(chosen, time::epochMillis);
        DisconnectCounts disconnects = new DisconnectCounts();
        LegacyPacketCodec legacy = engine.allowOlderClients() ? new LegacyPacketCodec(chosen, maxNestingDepth) : null;
        BlockingWatch watch =
                blockingThreshold.isZero() ? null : new BlockingWatch(blockingThreshold, blockedHandlers, scheduler);
        NamespaceRegistry namespaces =
                new NamespaceRegistry(namespaceSettings(codec, legacy, chosen, handshakes, time, watch, disconnects));
        LastHandlers lastHandlers = new LastHandlers(time);
        Dialects dialects = new Dialects(codec, legacy, chosen, handshakes, SessionIdGenerator.random());
        ConnectionSettings connections = connectionSettings(dialects, namespaces, lastHandlers, time);
        EngineServer server = newEngine(session -> Connection.open(connections, session), watch);
        return new DefaultSocketIoServer(
                namespaces, lastHandlers, server, new ServerCounters(server, namespaces, disconnects));
    }

    private NamespaceSettings namespaceSettings(
            PacketCodec codec,
            @Nullable PacketCodec legacy,
            JsonCodec values,
            HandshakeFactory handshakes,
            TimeSource time,
            @Nullable BlockingWatch watch,
            DisconnectCounts disconnects) {
        RecoveryParts recovering = new RecoveryParts(recoverySettings(), time);
        return new NamespaceSettings(
                codec,
                values,
                adapters != null ? adapters : recovering.adapters(),
                recovering.deliveries(codec, legacy),
                handshakes,
                time,
                ackTimeout,
                new Interception(interceptors),
                watch,
                disconnects,
                maxChildNamespaces,
                cleanupEmptyChildNamespaces);
    }

    private ConnectionSettings connectionSettings(
            Dialects dialects, NamespaceRegistry namespaces, LastHandlers lastHandlers, TimeSource time) {
        return new ConnectionSettings(
                dialects,
                namespaces,
                new OrphanedEvents(MESSAGES_OF_GONE_CLIENTS * engine.maxHttpBufferSize()),
                lastHandlers,
                connectTimeout,
                new InboundLoad.Limits(maxPendingEvents, MESSAGES_IN_HAND * engine.maxHttpBufferSize()),
                maxNamespacesPerConnection,
                engine.maxHttpBufferSize(),
                new PacketBound(engine.maxHttpBufferSize(), time::nanos));
    }

    private @Nullable RecoverySettings recoverySettings() {
        return recovery == null
                ? null
                : RecoverySettings.of(
                        recovery,
                        engine.pingInterval().plus(engine.pingTimeout()),
                        engine.maxOutboundBuffer(),
                        recoveryListeners);
    }

    private EngineServer newEngine(EngineListener listener, @Nullable BlockingWatch watch) {
        EngineServerBuilder builder = EngineServerBuilder.create(listener)
                .options(engine)
                .jsonMessages(packets == null && parser == Parser.JSON);
        if (watch == null) {
            builder.allowRequest(allowRequest).sessionIds(sessionIds);
            headerHooks.forEach(builder::headers);
            connectionErrorListeners.forEach(builder::onConnectionError);
        } else {
            WatchedHooks watched = new WatchedHooks(watch);
            builder.allowRequest(watched.allowRequest(allowRequest)).sessionIds(watched.sessionIds(sessionIds));
            headerHooks.forEach(hook -> builder.headers(watched.headers(hook)));
            connectionErrorListeners.forEach(hook -> builder.onConnectionError(watched.connectionError(hook)));
        }
        return (scheduler == null ? builder : builder.scheduler(scheduler)).build();
    }

    private static Duration positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + duration);
        }
        return duration;
    }

    private static int atLeast(int least, int number, String name) {
        if (number < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + number);
        }
        return number;
    }
}
