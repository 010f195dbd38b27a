package io.pocketio.cluster.streams;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.StreamStore;
import io.pocketio.cluster.messages.ClusterMessage;
import io.pocketio.cluster.messages.ClusterMessages;
import io.pocketio.cluster.messages.MessageAnswers;
import io.pocketio.cluster.messages.MessageReader;
import io.pocketio.cluster.messages.MessageRequests;
import io.pocketio.cluster.messages.MessageType;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Protocol;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.cluster.wire.Ids;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Packet;
import java.util.Map;
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
    private final StreamStore store;
    private final StreamFeeds feeds;
    private final StreamsOptions options;
    private final BusGuard guard;
    private final String namespace;
    private final JsonCodec codec;
    private final String uid = Ids.hexadecimal();
    private final ClusterMessages messages;
    private final NodeRequests requests;
    private final NodeAnswers answers;
    private final Disposable.Swap subscriptions = Disposables.swap();

    StreamsProtocol(
            MessageBus bus,
            StreamStore store,
            StreamFeeds feeds,
            StreamsOptions options,
            BusGuard guard,
            String namespace,
            JsonCodec codec) {
        this.bus = bus;
        this.store = store;
        this.feeds = feeds;
        this.options = options;
        this.guard = guard;
        this.namespace = namespace;
        this.codec = codec;
        this.messages = new ClusterMessages(codec);
        this.requests = new MessageRequests(messages, this::write, this::say);
        this.answers =
                new MessageAnswers(messages, (node, message) -> publish(options.channel(namespace, node), message));
    }

    @Override
    public void open(NodeRequests inbox, NodeAnswers replies) {
        MessageReader reader = new MessageReader(namespace, uid, codec, inbox, replies);
        subscriptions.update(Disposables.composite(
                bus.subscribe(options.channel(namespace), guard.around(reader)),
                bus.subscribe(options.channel(namespace, uid), guard.around(reader)),
                feeds.add(options.stream(namespace), namespace, fields -> EntryForm.read(fields, codec, reader))));
    }

    @Override
    public void close() {
        subscriptions.update(Disposables.disposed());
    }

    @Override
    public Runnable write(Packet packet, BroadcastTarget target) {
        Map<String, byte[]> entry = EntryForm.write(messages.broadcast(packet, target), uid, namespace);
        store.check(entry);
        boolean isVolatile = target.flags().isVolatile();
        return () -> {
            if (!isVolatile || bus.isConnected()) {
                append(entry);
            }
        };
    }

    private void say(ClusterMessage message) {
        boolean isKept = message.type() == MessageType.SOCKETS_JOIN
                || message.type() == MessageType.SOCKETS_LEAVE
                || message.type() == MessageType.DISCONNECT_SOCKETS;
        if (isKept) {
            append(EntryForm.write(message, uid, namespace));
        } else {
            publish(options.channel(namespace), message);
        }
    }

    private void append(Map<String, byte[]> entry) {
        store.append(options.stream(namespace), options.maxLength(), entry);
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
        return bus.subscribers(options.channel(namespace));
    }

    @Override
    public boolean listsRooms() {
        return false;
    }
}
