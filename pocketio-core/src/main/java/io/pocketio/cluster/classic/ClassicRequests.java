package io.pocketio.cluster.classic;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.PacketForm;
import io.pocketio.cluster.wire.TargetForm;
import io.pocketio.cluster.wire.WireJson;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireOutput;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.RenderedArguments;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says to all nodes what a node or an emitter wants of them, in the bytes that one of JavaScript would send. Thread-safe. */
final class ClassicRequests implements NodeRequests {

    /** The id of all emitters. */
    private static final String EMITTER = "emitter";

    /** Bytes around the arguments of an event. */
    private static final int ROOM = 192;

    private final MessageBus bus;
    private final ClassicChannels channels;
    private final String uid;
    private final boolean isEmitter;
    private final JsonCodec codec;

    /** For a node of that id. */
    ClassicRequests(MessageBus bus, ClassicChannels channels, String uid, JsonCodec codec) {
        this(bus, channels, uid, false, codec);
    }

    private ClassicRequests(MessageBus bus, ClassicChannels channels, String uid, boolean isEmitter, JsonCodec codec) {
        this.bus = bus;
        this.channels = channels;
        this.uid = uid;
        this.isEmitter = isEmitter;
        this.codec = codec;
    }

    /** For who is no node, and has no questions. */
    static ClassicRequests ofEmitter(MessageBus bus, ClassicChannels channels, JsonCodec codec) {
        return new ClassicRequests(bus, channels, EMITTER, true, codec);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        write(packet, target).run();
    }

    /** @see io.pocketio.cluster.node.Protocol#write */
    Runnable write(Packet packet, BroadcastTarget target) {
        RenderedArguments arguments = RenderedArguments.of(packet.arguments(), codec);
        WireOutput out = new WireMsgpack(ROOM + length(arguments));
        out.array(3).string(uid);
        PacketForm.write(out, packet, arguments);
        if (isEmitter) {
            TargetForm.writeFlagsAhead(out, target);
        } else {
            TargetForm.write(out, target);
        }
        return bus.prepare(
                channels.broadcast(target.rooms()),
                out.end().toByteArray(),
                target.flags().isVolatile());
    }

    private static int length(RenderedArguments arguments) {
        int size = arguments.size();
        int length = size == 0 ? 0 : arguments.end(size - 1) - arguments.start(0);
        for (byte[] attachment : arguments.attachments().asList()) {
            length += attachment.length;
        }
        return length;
    }

    @Override
    public void ask(Question question, Packet packet, BroadcastTarget target, Duration timeout) {
        RenderedArguments arguments = RenderedArguments.of(packet.arguments(), codec);
        WireOutput out = new WireMsgpack(ROOM + length(arguments));
        out.object(5).name("uid").string(uid);
        out.name("requestId").string(question.requestId());
        type(out, ClassicType.BROADCAST).name("packet");
        PacketForm.write(out, packet, arguments);
        TargetForm.write(out.name("opts"), target, timeout);
        publish(out.end());
    }

    @Override
    public void join(BroadcastTarget target, Set<String> rooms) {
        publish(steering(ClassicType.REMOTE_JOIN, target)
                .name("rooms")
                .strings(rooms)
                .end());
    }

    @Override
    public void leave(BroadcastTarget target, Set<String> rooms) {
        publish(steering(ClassicType.REMOTE_LEAVE, target)
                .name("rooms")
                .strings(rooms)
                .end());
    }

    @Override
    public void disconnect(BroadcastTarget target, boolean close) {
        publish(steering(ClassicType.REMOTE_DISCONNECT, target)
                .name("close")
                .bool(close)
                .end());
    }

    private WireOutput steering(ClassicType type, BroadcastTarget target) {
        WireOutput out = new WireJson().object(isEmitter ? 3 : 4);
        if (!isEmitter) {
            out.name("uid").string(uid);
        }
        TargetForm.writeWithoutFlags(type(out, type).name("opts"), target);
        return out;
    }

    @Override
    public void fetch(Question question, BroadcastTarget target) {
        WireOutput out =
                question(4, question.requestId(), ClassicType.REMOTE_FETCH).name("opts");
        TargetForm.writeWithoutFlags(out, target);
        publish(out.end());
    }

    @Override
    public void members(Question question, Set<String> rooms) {
        WireOutput out = question(4, QuestionIds.forMembers(question.requestId()), ClassicType.SOCKETS);
        publish(out.name("rooms").strings(rooms).end());
    }

    @Override
    public void roomNames(Question question) {
        publish(question(3, question.requestId(), ClassicType.ALL_ROOMS).end());
    }

    private WireOutput question(int members, String requestId, ClassicType type) {
        WireOutput out = new WireJson().object(members).name("uid").string(uid);
        return type(out.name("requestId").string(requestId), type);
    }

    @Override
    public void serverEvent(@Nullable Question question, String event, Arguments arguments) {
        WireOutput out = question == null
                ? type(new WireJson().object(3).name("uid").string(uid), ClassicType.SERVER_SIDE_EMIT)
                : question(4, question.requestId(), ClassicType.SERVER_SIDE_EMIT);
        publish(out.name("data")
                .arguments(event, RenderedArguments.of(arguments, codec))
                .end());
    }

    private static WireOutput type(WireOutput out, ClassicType type) {
        return out.name("type").integer(type.ordinal());
    }

    private void publish(WireOutput message) {
        bus.publish(channels.requests(), message.toByteArray());
    }
}
