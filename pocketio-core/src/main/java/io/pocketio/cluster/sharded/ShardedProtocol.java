package io.pocketio.cluster.sharded;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.messages.ClusterMessage;
import io.pocketio.cluster.messages.ClusterMessages;
import io.pocketio.cluster.messages.MessageAnswers;
import io.pocketio.cluster.messages.MessageReader;
import io.pocketio.cluster.messages.MessageRequests;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Protocol;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.cluster.wire.Ids;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Packet;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * How nodes of one namespace talk with the sharded adapter of {@code @socket.io/redis-adapter}: a channel for all, one for each node that
 * is answered, and one for each room that the mode says. Messages of different channels come in any order. Thread-safe.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">Socket.IO Redis adapter</a>
 */
final class ShardedProtocol implements Protocol {

    private final MessageBus bus;
    private final BusGuard guard;
    private final String namespace;
    private final JsonCodec codec;
    private final LocalRooms rooms;
    private final ShardedChannels channels;
    private final String uid = Ids.hexadecimal();
    private final ClusterMessages messages;
    private final NodeRequests requests;
    private final NodeAnswers answers;
    private final Disposable.Swap subscriptions = Disposables.swap();

    ShardedProtocol(
            MessageBus bus,
            ShardedOptions options,
            BusGuard guard,
            String namespace,
            LocalRooms rooms,
            JsonCodec codec) {
        this.bus = bus;
        this.guard = guard;
        this.namespace = namespace;
        this.codec = codec;
        this.rooms = rooms;
        this.channels = new ShardedChannels(options, namespace);
        this.messages = new ClusterMessages(codec);
        this.requests = new MessageRequests(messages, this::write, message -> publish(channels.all(), message));
        this.answers = new MessageAnswers(messages, (node, message) -> publish(channels.node(node), message));
    }

    @Override
    public void open(NodeRequests inbox, NodeAnswers replies) {
        var reader = guard.around(new MessageReader(namespace, uid, codec, inbox, replies));
        Disposable.Composite open =
                Disposables.composite(bus.subscribe(channels.all(), reader), bus.subscribe(channels.node(uid), reader));
        open.add(new RoomChannels(rooms, channels::hasChannel, room -> bus.subscribe(channels.room(room), reader)));
        subscriptions.update(open);
    }

    @Override
    public void close() {
        subscriptions.update(Disposables.disposed());
    }

    @Override
    public Runnable write(Packet packet, BroadcastTarget target) {
        byte[] message = bytes(messages.broadcast(packet, target));
        return bus.prepare(
                channels.broadcast(target.rooms()), message, target.flags().isVolatile());
    }

    private void publish(String channel, ClusterMessage message) {
        bus.publish(channel, bytes(message));
    }

    private byte[] bytes(ClusterMessage message) {
        return message.toJsonOrMsgpack(uid, namespace);
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
        return bus.subscribers(channels.all());
    }

    @Override
    public boolean listsRooms() {
        return false;
    }
}
