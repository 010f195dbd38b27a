package io.pocketio.cluster.classic;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.DescriptorForm;
import io.pocketio.cluster.wire.WireJson;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireOutput;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.RenderedArguments;
import java.util.List;
import java.util.Set;

/** Answers a node, in the bytes that a node of JavaScript would send: of several arguments the first only. Thread-safe. */
final class ClassicAnswers implements NodeAnswers {

    /** Bytes of an acknowledgement, about. */
    private static final int ROOM = 128;

    private final MessageBus bus;
    private final ClassicChannels channels;
    private final boolean toRequesterAlone;
    private final JsonCodec codec;

    /** @param toRequesterAlone whether answers go there where it has said who it is */
    ClassicAnswers(MessageBus bus, ClassicChannels channels, boolean toRequesterAlone, JsonCodec codec) {
        this.bus = bus;
        this.channels = channels;
        this.toRequesterAlone = toRequesterAlone;
        this.codec = codec;
    }

    @Override
    public void sockets(Question question, List<SocketDescriptor> sockets) {
        WireOutput out = answer(2, question).name("sockets").array(sockets.size());
        sockets.forEach(socket -> DescriptorForm.write(out, socket, codec));
        publish(question, out.end().end());
    }

    @Override
    public void members(Question question, Set<String> ids) {
        publish(question, answer(2, question).name("sockets").strings(ids).end());
    }

    @Override
    public void roomNames(Question question, Set<String> names) {
        publish(question, answer(2, question).name("rooms").strings(names).end());
    }

    /** What was asked for one socket has been done. Only very old nodes want to know. */
    void done(Question question) {
        publish(question, answer(1, question).end());
    }

    private static WireOutput answer(int members, Question question) {
        return id(new WireJson().object(members), question);
    }

    private static WireOutput id(WireOutput out, Question question) {
        return out.name("requestId").string(question.requestId());
    }

    @Override
    public void asked(Question question, int recipients) {
        WireOutput out = id(typed(new WireJson(), 3, ClassicType.BROADCAST_CLIENT_COUNT), question);
        publish(question, out.name("clientCount").integer(recipients).end());
    }

    @Override
    public void acknowledged(Question question, Arguments arguments) {
        WireOutput out = typed(new WireMsgpack(ROOM), members(arguments), ClassicType.BROADCAST_ACK);
        publish(question, first(id(out, question), "packet", arguments));
    }

    /** All nodes hear it, whatever the option says: so does Node. */
    @Override
    public void replied(Question question, Arguments arguments) {
        WireOutput out = typed(new WireJson(), members(arguments), ClassicType.SERVER_SIDE_EMIT);
        bus.publish(
                channels.responses(),
                first(id(out, question), "data", arguments).toByteArray());
    }

    private static WireOutput typed(WireOutput out, int members, ClassicType type) {
        return out.object(members).name("type").integer(type.ordinal());
    }

    private static int members(Arguments arguments) {
        return arguments.size() == 0 ? 2 : 3;
    }

    private WireOutput first(WireOutput out, String name, Arguments arguments) {
        if (arguments.size() > 0) {
            out.name(name).argument(RenderedArguments.of(arguments, codec), 0);
        }
        return out.end();
    }

    private void publish(Question question, WireOutput message) {
        String requester = question.node();
        String channel = toRequesterAlone && requester != null ? channels.responses(requester) : channels.responses();
        bus.publish(channel, message.toByteArray());
    }
}
