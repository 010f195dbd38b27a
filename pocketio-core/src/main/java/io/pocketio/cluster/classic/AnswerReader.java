package io.pocketio.cluster.classic;

import io.pocketio.cluster.BusListener;
import io.pocketio.cluster.node.NodeAnswers;
import io.pocketio.cluster.node.Question;
import io.pocketio.cluster.wire.WireMessage;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads answers to this node, and passes over those to others, which it hears, too. Throws what a {@code BusGuard} catches. Thread-safe. */
final class AnswerReader implements BusListener {

    /** What long answers begin with. */
    private static final String LONG = "{\"requestId\":\"";

    private final QuestionIds ids;
    private final JsonCodec codec;
    private final NodeAnswers replies;
    private final byte[] anybodys = LONG.getBytes(StandardCharsets.US_ASCII);
    private final byte[] own;

    AnswerReader(QuestionIds ids, JsonCodec codec, NodeAnswers replies) {
        this.ids = ids;
        this.codec = codec;
        this.replies = replies;
        this.own = (LONG + ids.start()).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void message(String channel, byte[] message) {
        if (!begins(message, anybodys) || begins(message, own)) {
            read(message);
        }
    }

    private static boolean begins(byte[] message, byte[] start) {
        return message.length >= start.length && Arrays.equals(message, 0, start.length, start, 0, start.length);
    }

    private void read(byte[] message) {
        WireValue answer = WireMessage.read(message, codec);
        WireValue[] members = answer.members("requestId", "type", "sockets", "rooms");
        String requestId = WireMessage.id(members[0]);
        if (requestId == null || !ids.isOwn(requestId)) {
            return; // without one old nodes answer what they have not understood
        }
        ClassicType type = ClassicType.of(members[1].integer(-1));
        if (type != null) {
            typed(type, new Question(requestId, null), answer);
        } else if (members[2].isArray()) {
            sockets(requestId, members[2]);
        } else if (members[3].isArray()) {
            replies.roomNames(new Question(requestId, null), members[3].names());
        }
    }

    private void typed(ClassicType type, Question question, WireValue answer) {
        WireValue[] members = answer.members("clientCount", "packet", "data");
        switch (type) {
            case BROADCAST_CLIENT_COUNT -> replies.asked(question, WireMessage.count(members[0]));
            case BROADCAST_ACK -> replies.acknowledged(question, members[1].argument());
            case SERVER_SIDE_EMIT -> replies.replied(question, members[2].argument());
            default -> {}
        }
    }

    private void sockets(String requestId, WireValue sockets) {
        if (QuestionIds.isOfMembers(requestId)) {
            replies.members(new Question(QuestionIds.ofMembers(requestId), null), sockets.names());
        } else {
            replies.sockets(new Question(requestId, null), WireMessage.sockets(sockets, codec));
        }
    }
}
