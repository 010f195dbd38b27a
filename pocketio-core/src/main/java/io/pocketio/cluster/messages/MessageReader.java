package io.pocketio.cluster.messages;

import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.EventForm;
import io.pocketio.cluster.wire.PacketForm;
import io.pocketio.cluster.wire.TargetForm;
import io.pocketio.cluster.wire.WireMessage;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.MalformedPacketException;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of other nodes of a namespace, by whatever channel they come, and passes over this node's own. Throws what a
 * {@link io.pocketio.cluster.wire.BusGuard} catches. Thread-safe.
 */
public final class MessageReader implements BusListener {

    private final String namespace;
    private final String uid;
    private final JsonCodec codec;
    private final NodeRequests inbox;
    private final NodeAnswers replies;

    /** @param uid of this node */
    public MessageReader(String namespace, String uid, JsonCodec codec, NodeRequests inbox, NodeAnswers replies) {
        this.namespace = namespace;
        this.uid = uid;
        this.codec = codec;
        this.inbox = inbox;
        this.replies = replies;
    }

    @Override
    public void message(String channel, byte[] message) {
        WireValue value = WireMessage.read(message, codec);
        WireValue[] members = value.members("type", "data", "uid", "nsp");
        if (namespace.equals(members[3].text())) {
            read(members[0].integer(-1), members[1], WireMessage.id(members[2]));
        }
    }

    /**
     * A message of this namespace, wherever its parts were.
     *
     * @param sender {@code null} when it has not said who it is
     */
    public void read(long number, WireValue data, @Nullable String sender) {
        MessageType type = MessageType.of(number);
        if (type == null) {
            throw new MalformedPacketException("a message of no known type");
        }
        if (!uid.equals(sender)) {
            read(type, data, sender);
        }
    }

    private void read(MessageType type, WireValue data, @Nullable String sender) {
        WireValue[] members = data.members("opts", "rooms", "close", "requestId", "clientCount", "packet", "sockets");
        String requestId = WireMessage.id(members[3]);
        switch (type) {
            case BROADCAST -> broadcast(members, requestId, sender);
            case SOCKETS_JOIN -> inbox.join(TargetForm.read(members[0]), members[1].names());
            case SOCKETS_LEAVE -> inbox.leave(TargetForm.read(members[0]), members[1].names());
            case DISCONNECT_SOCKETS -> inbox.disconnect(TargetForm.read(members[0]), members[2].isTrue());
            case FETCH_SOCKETS -> inbox.fetch(question(requestId, sender), TargetForm.read(members[0]));
            case SERVER_SIDE_EMIT -> serverEvent(requestId, sender, members[5]);
            case FETCH_SOCKETS_RESPONSE ->
                replies.sockets(question(requestId, sender), WireMessage.sockets(members[6], codec));
            case SERVER_SIDE_EMIT_RESPONSE -> replies.replied(question(requestId, sender), members[5].argument());
            case BROADCAST_CLIENT_COUNT -> replies.asked(question(requestId, sender), WireMessage.count(members[4]));
            case BROADCAST_ACK -> replies.acknowledged(question(requestId, sender), members[5].argument());
            case INITIAL_HEARTBEAT, HEARTBEAT, ADAPTER_CLOSE -> {} // Redis tells how many nodes there are
        }
    }

    private void broadcast(WireValue[] members, @Nullable String requestId, @Nullable String sender) {
        WireValue target = members[0];
        if (requestId == null) {
            inbox.broadcast(PacketForm.read(members[5], namespace), TargetForm.read(target));
        } else {
            inbox.ask(
                    question(requestId, sender),
                    PacketForm.read(members[5], namespace),
                    TargetForm.read(target),
                    TargetForm.timeout(target));
        }
    }

    private void serverEvent(@Nullable String requestId, @Nullable String sender, WireValue packet) {
        EventForm event = EventForm.read(packet);
        inbox.serverEvent(requestId == null ? null : question(requestId, sender), event.name(), event.arguments());
    }

    private static Question question(@Nullable String requestId, @Nullable String node) {
        if (requestId == null) {
            throw new MalformedPacketException("a question or an answer without an id");
        }
        return new Question(requestId, node);
    }
}
