package io.pocketio.cluster.classic;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.BusGuard;
import io.pocketio.cluster.wire.EventForm;
import io.pocketio.cluster.wire.PacketForm;
import io.pocketio.cluster.wire.TargetForm;
import io.pocketio.cluster.wire.WireMessage;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.MalformedPacketException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads what other nodes and emitters want of this one. What this node wants itself, which it hears, too, it has done already. Throws what a
 * {@link BusGuard} catches. Thread-safe.
 */
final class RequestReader implements BusListener {

    private static final String OLD_NODES =
            "A node with socket.io-redis 5 or older is in the cluster: its requests are not understood, and this node's are not by it; "
                    + "a broadcast that asks for acknowledgements may even end it. Other broadcasts go both ways. Bring all nodes to one version.";

    private final String namespace;
    private final String uid;
    private final Predicate<String> isSocketHere;
    private final JsonCodec codec;
    private final NodeRequests inbox;
    private final ClassicAnswers answers;
    private final BusGuard guard;

    RequestReader(
            String namespace,
            String uid,
            Predicate<String> isSocketHere,
            JsonCodec codec,
            NodeRequests inbox,
            ClassicAnswers answers,
            BusGuard guard) {
        this.namespace = namespace;
        this.uid = uid;
        this.isSocketHere = isSocketHere;
        this.codec = codec;
        this.inbox = inbox;
        this.answers = answers;
        this.guard = guard;
    }

    @Override
    public void message(String channel, byte[] message) {
        WireValue request = WireMessage.read(message, codec);
        WireValue[] head = request.members("uid", "requestId", "type", "requestid");
        String sender = WireMessage.id(head[0]);
        String requestId = WireMessage.id(head[1]);
        ClassicType type = ClassicType.of(head[2].integer(-1));
        if (requestId == null && !head[3].isAbsent()) {
            // the numbers mean something else there: to join may be to disconnect
            guard.foreign(OLD_NODES);
        } else if (type != null && !uid.equals(sender)) {
            read(type, requestId == null ? null : new Question(requestId, sender), request);
        }
    }

    private void read(ClassicType type, @Nullable Question question, WireValue request) {
        WireValue[] members = request.members("opts", "rooms", "close", "data", "packet");
        switch (type) {
            case SOCKETS -> inbox.members(required(question), members[1].names());
            case ALL_ROOMS -> inbox.roomNames(required(question));
            case REMOTE_JOIN, REMOTE_LEAVE, REMOTE_DISCONNECT -> steer(type, question, request);
            case REMOTE_FETCH -> inbox.fetch(required(question), TargetForm.read(members[0]));
            case SERVER_SIDE_EMIT -> serverEvent(question, members[3]);
            case BROADCAST -> ask(required(question), members[4], members[0]);
            case BROADCAST_CLIENT_COUNT, BROADCAST_ACK -> {} // answers
        }
    }

    private static Question required(@Nullable Question question) {
        if (question == null) {
            throw new MalformedPacketException("a question without an id");
        }
        return question;
    }

    private void steer(ClassicType type, @Nullable Question question, WireValue request) {
        WireValue[] members = request.members("opts", "rooms", "close", "sid", "room");
        String sid = members[3].text();
        boolean close = members[2].isTrue();
        if (sid == null) {
            steer(type, TargetForm.read(members[0]), members[1].names(), close);
        } else if (isSocketHere.test(sid)) {
            String room = members[4].name();
            steer(type, toSocket(sid), room == null ? Set.of() : Set.of(room), close);
            if (question != null) {
                answers.done(question);
            }
        }
    }

    /** Old nodes that name a socket. */
    private static BroadcastTarget toSocket(String sid) {
        return new BroadcastTarget(Set.of(sid), Set.of(), BroadcastFlags.NONE);
    }

    private void steer(ClassicType type, BroadcastTarget target, Set<String> rooms, boolean close) {
        switch (type) {
            case REMOTE_JOIN -> inbox.join(target, rooms);
            case REMOTE_LEAVE -> inbox.leave(target, rooms);
            default -> inbox.disconnect(target, close);
        }
    }

    private void serverEvent(@Nullable Question question, WireValue data) {
        EventForm event = EventForm.read(data);
        inbox.serverEvent(question, event.name(), event.arguments());
    }

    /** How the packet is sent the asking node decides for its own sockets only, as in Node. */
    private void ask(Question question, WireValue packet, WireValue target) {
        inbox.ask(
                question,
                PacketForm.read(packet, namespace),
                TargetForm.read(target).with(BroadcastFlags.NONE),
                TargetForm.timeout(target));
    }
}
