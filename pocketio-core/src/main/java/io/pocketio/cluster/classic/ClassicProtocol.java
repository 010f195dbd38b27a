package io.pocketio.cluster.classic;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Protocol;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Packet;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * How nodes of one namespace talk with {@code @socket.io/redis-adapter}: broadcasts by a channel for each room and one for all, requests and
 * answers by channels that all nodes hear. A node is there as long as it subscribes to that of requests. Thread-safe.
 *
 * @see <a href="https://github.com/socketio/socket.io-redis-adapter">Socket.IO Redis adapter</a>
 */
final class ClassicProtocol implements Protocol {

    private final MessageBus bus;
    private final BusGuard guard;
    private final String namespace;
    private final Predicate<String> isRoomHere;
    private final JsonCodec codec;
    private final String uid;
    private final ClassicChannels channels;
    private final QuestionIds questionIds;
    private final ClassicRequests requests;
    private final ClassicAnswers answers;
    private final Disposable.Swap subscriptions = Disposables.swap();

    /** @param uid of this node, as no other has it */
    ClassicProtocol(
            MessageBus bus,
            ClassicOptions options,
            BusGuard guard,
            String namespace,
            String uid,
            Predicate<String> isRoomHere,
            JsonCodec codec) {
        this.bus = bus;
        this.guard = guard;
        this.namespace = namespace;
        this.isRoomHere = isRoomHere;
        this.codec = codec;
        this.uid = uid;
        this.channels = new ClassicChannels(options.key(), namespace);
        this.questionIds = new QuestionIds(uid);
        this.requests = new ClassicRequests(bus, channels, uid, codec);
        this.answers = new ClassicAnswers(bus, channels, options.publishOnSpecificResponseChannel(), codec);
    }

    @Override
    public void open(NodeRequests inbox, NodeAnswers replies) {
        BroadcastReader broadcasts = new BroadcastReader(channels, namespace, uid, isRoomHere, codec, inbox);
        RequestReader asked = new RequestReader(namespace, uid, isRoomHere, codec, inbox, answers, guard);
        AnswerReader answered = new AnswerReader(questionIds, codec, replies);
        subscriptions.update(Disposables.composite(
                bus.subscribeToAll(channels.broadcasts(), guard.around(broadcasts)),
                bus.subscribe(channels.responses(), guard.around(answered)),
                bus.subscribe(channels.responses(uid), guard.around(answered)),
                bus.subscribe(channels.requests(), guard.around(asked))));
    }

    @Override
    public void close() {
        subscriptions.update(Disposables.disposed());
    }

    @Override
    public Runnable write(Packet packet, BroadcastTarget target) {
        return requests.write(packet, target);
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
        return new Question(questionIds.next(), uid);
    }

    @Override
    public Mono<Integer> nodes() {
        return bus.subscribers(channels.requests());
    }

    @Override
    public boolean listsRooms() {
        return true;
    }
}
