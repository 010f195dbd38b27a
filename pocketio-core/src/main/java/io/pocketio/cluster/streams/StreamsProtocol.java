package io.pocketio.cluster.streams;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.messages.ClusterMessage;
import io.pocketio.cluster.messages.ClusterMessages;
import io.pocketio.cluster.messages.MessageAnswers;
import io.pocketio.cluster.messages.MessageReader;
import io.pocketio.cluster.messages.MessageRequests;
import io.pocketio.cluster.messages.MessageType;
import io.pocketio.cluster.node.EventLog;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Protocol;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.cluster.wire.Ids;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Packet;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * How nodes of one namespace talk with {@code @socket.io/redis-streams-adapter}: broadcasts, and what steers sockets, by a stream; questions
 * and answers by channels. Thread-safe.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-streams-adapter">Socket.IO Redis streams adapter</a>
 */
final class StreamsProtocol implements Protocol {

    private final MessageBus bus;
    private final NamespaceStream stream;
    private final StreamFeeds feeds;
    private final BusGuard guard;
    private final String namespace;
    private final JsonCodec codec;
    private final @Nullable StreamRecovery recovery;
    private final String uid = Ids.hexadecimal();
    private final NodeRequests requests;
    private final NodeAnswers answers;
    private final ClusterMessages messages;
    private final Disposable.Swap subscriptions = Disposables.swap();

    /** @param recovery {@code null} where clients cannot come back */
    StreamsProtocol(
            MessageBus bus,
            NamespaceStream stream,
            StreamFeeds feeds,
            BusGuard guard,
            JsonCodec codec,
            @Nullable StreamRecovery recovery) {
        this.bus = bus;
        this.stream = stream;
        this.feeds = feeds;
        this.guard = guard;
        this.namespace = stream.namespace();
        this.codec = codec;
        this.recovery = recovery;
        this.messages = new ClusterMessages(codec);
        this.requests = new MessageRequests(messages, this::write, this::say);
        this.answers = new MessageAnswers(messages, (node, message) -> publish(channel(node), message));
    }

    private String channel() {
        return stream.options().channel(namespace);
    }

    private String channel(String node) {
        return stream.options().channel(namespace, node);
    }

    @Override
    public void open(NodeRequests inbox, NodeAnswers replies) {
        MessageReader reader = new MessageReader(namespace, uid, codec, inbox, replies);
        subscriptions.update(Disposables.composite(
                bus.subscribe(channel(), guard.around(reader)),
                bus.subscribe(channel(uid), guard.around(reader)),
                recovery == null ? readStream(reader) : readLog(recovery, inbox, replies)));
    }

    private Disposable readStream(MessageReader reader) {
        return feeds.open(
                stream.name(), namespace, entry -> EntryForm.read(entry.fields(), codec, reader), (feed, behind) -> {});
    }

    /** With what this node says itself, but for what others alone are to do. */
    private Disposable readLog(StreamRecovery log, NodeRequests inbox, NodeAnswers replies) {
        MessageReader reader = new MessageReader(namespace, log.uid(), codec, inbox, replies);
        return feeds.open(
                stream.name(),
                namespace,
                entry -> {
                    if (!log.deliver(entry)) {
                        EntryForm.read(entry.fields(), codec, reader);
                    }
                },
                log::open);
    }

    @Override
    public void close() {
        subscriptions.update(Disposables.disposed());
        if (recovery != null) {
            recovery.close();
        }
    }

    @Override
    public Runnable write(Packet packet, BroadcastTarget target) {
        Runnable append = stream.prepare(messages.broadcast(packet, target), uid);
        boolean isVolatile = target.flags().isVolatile();
        return () -> {
            if (!isVolatile || bus.isConnected()) {
                append.run();
            }
        };
    }

    private void say(ClusterMessage message) {
        boolean isKept = message.type() == MessageType.SOCKETS_JOIN
                || message.type() == MessageType.SOCKETS_LEAVE
                || message.type() == MessageType.DISCONNECT_SOCKETS;
        if (isKept) {
            stream.append(message, uid);
        } else {
            publish(channel(), message);
        }
    }

    private void publish(String channel, ClusterMessage message) {
        bus.publish(channel, message.toMsgpack(uid, namespace));
    }

    @Override
    public NodeRequests requests() {
        return requests;
    }

    @Override
    public NodeAnswers answers() {
        return answers;
    }

    @Override
    public Question newQuestion() {
        return new Question(Ids.hexadecimal(), uid);
    }

    @Override
    public Mono<Integer> nodes() {
        return bus.subscribers(channel());
    }

    @Override
    public @Nullable EventLog log() {
        return recovery;
    }

    @Override
    public boolean listsRooms() {
        return false;
    }
}
