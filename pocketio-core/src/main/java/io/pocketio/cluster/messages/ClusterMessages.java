package io.pocketio.cluster.messages;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.DescriptorForm;
import io.pocketio.cluster.wire.PacketForm;
import io.pocketio.cluster.wire.TargetForm;
import io.pocketio.cluster.wire.WireOutput;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.RenderedArguments;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the messages that nodes exchange. Of several arguments of an answer the first goes, as in Node. Immutable. */
public final class ClusterMessages {

    /** Bytes around the arguments of an event. */
    private static final int ROOM = 128;

    private final JsonCodec codec;

    /** @param codec writes what the application sends */
    public ClusterMessages(JsonCodec codec) {
        this.codec = codec;
    }

    public ClusterMessage broadcast(Packet packet, BroadcastTarget target) {
        RenderedArguments arguments = rendered(packet.arguments());
        return message(MessageType.BROADCAST, arguments, out -> {
            out.object(2).name("packet");
            PacketForm.writeWithoutNamespace(out, packet, arguments);
            TargetForm.write(out.name("opts"), target);
            out.end();
        });
    }

    public ClusterMessage ask(Question question, Packet packet, BroadcastTarget target, Duration timeout) {
        RenderedArguments arguments = rendered(packet.arguments());
        return message(MessageType.BROADCAST, arguments, out -> {
            out.object(3).name("packet");
            PacketForm.writeWithoutNamespace(out, packet, arguments);
            out.name("requestId").string(question.requestId());
            TargetForm.write(out.name("opts"), target, timeout);
            out.end();
        });
    }

    public ClusterMessage join(BroadcastTarget target, Set<String> rooms) {
        return rooms(MessageType.SOCKETS_JOIN, target, rooms);
    }

    public ClusterMessage leave(BroadcastTarget target, Set<String> rooms) {
        return rooms(MessageType.SOCKETS_LEAVE, target, rooms);
    }

    private static ClusterMessage rooms(MessageType type, BroadcastTarget target, Set<String> rooms) {
        return new ClusterMessage(type, false, ROOM, out -> {
            TargetForm.write(out.object(2).name("opts"), target);
            out.name("rooms").strings(rooms).end();
        });
    }

    public ClusterMessage disconnect(BroadcastTarget target, boolean close) {
        return new ClusterMessage(MessageType.DISCONNECT_SOCKETS, false, ROOM, out -> {
            TargetForm.write(out.object(2).name("opts"), target);
            out.name("close").bool(close).end();
        });
    }

    public ClusterMessage fetch(Question question, BroadcastTarget target) {
        return new ClusterMessage(MessageType.FETCH_SOCKETS, false, ROOM, out -> {
            TargetForm.write(out.object(2).name("opts"), target);
            out.name("requestId").string(question.requestId()).end();
        });
    }

    /** @param question {@code null} when no answer is wanted */
    public ClusterMessage serverEvent(@Nullable Question question, String event, Arguments values) {
        RenderedArguments arguments = rendered(values);
        return message(MessageType.SERVER_SIDE_EMIT, arguments, out -> {
            if (question == null) {
                out.object(1);
            } else {
                out.object(2).name("requestId").string(question.requestId());
            }
            out.name("packet").arguments(event, arguments).end();
        });
    }

    public ClusterMessage sockets(Question question, List<SocketDescriptor> sockets) {
        boolean isBinary = sockets.stream().anyMatch(this::isBinary);
        return new ClusterMessage(MessageType.FETCH_SOCKETS_RESPONSE, isBinary, ROOM * (1 + sockets.size()), out -> {
            out.object(2).name("requestId").string(question.requestId());
            out.name("sockets").array(sockets.size());
            sockets.forEach(socket -> DescriptorForm.write(out, socket, codec));
            out.end().end();
        });
    }

    private boolean isBinary(SocketDescriptor socket) {
        return hasAttachments(Arguments.of(socket.data()))
                || hasAttachments(socket.handshake().auth());
    }

    private boolean hasAttachments(Arguments arguments) {
        return !rendered(arguments).attachments().isEmpty();
    }

    public ClusterMessage asked(Question question, int recipients) {
        return new ClusterMessage(
                MessageType.BROADCAST_CLIENT_COUNT,
                false,
                ROOM,
                out -> out.object(2)
                        .name("requestId")
                        .string(question.requestId())
                        .name("clientCount")
                        .integer(recipients)
                        .end());
    }

    public ClusterMessage acknowledged(Question question, Arguments answer) {
        return answer(MessageType.BROADCAST_ACK, question, answer);
    }

    public ClusterMessage replied(Question question, Arguments answer) {
        return answer(MessageType.SERVER_SIDE_EMIT_RESPONSE, question, answer);
    }

    private ClusterMessage answer(MessageType type, Question question, Arguments answer) {
        RenderedArguments arguments = rendered(answer);
        return message(type, arguments, out -> {
            out.object(arguments.size() == 0 ? 1 : 2).name("requestId").string(question.requestId());
            if (arguments.size() > 0) {
                out.name("packet").argument(arguments, 0);
            }
            out.end();
        });
    }

    private RenderedArguments rendered(Arguments arguments) {
        return RenderedArguments.of(arguments, codec);
    }

    private static ClusterMessage message(MessageType type, RenderedArguments arguments, Consumer<WireOutput> data) {
        int size = arguments.size();
        int expected = ROOM + (size == 0 ? 0 : arguments.end(size - 1) - arguments.start(0));
        for (byte[] attachment : arguments.attachments().asList()) {
            expected += attachment.length;
        }
        return new ClusterMessage(type, !arguments.attachments().isEmpty(), expected, data);
    }
}
