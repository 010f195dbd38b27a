package io.pocketio.cluster.messages;

import io.pocketio.cluster.wire.WireJson;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireOutput;
import java.util.function.Consumer;

/**
 * A message to other nodes, {@code {type, data, uid, nsp}}, before it has a form. Immutable.
 *
 * @param isBinary whether something binary is in it
 * @param expected how many bytes the data takes, about
 * @param data writes the data
 */
public record ClusterMessage(MessageType type, boolean isBinary, int expected, Consumer<WireOutput> data) {

    /** Bytes around the data. */
    private static final int ROOM = 64;

    /** In JSON, but for what is binary: as nodes with the sharded adapter write it. */
    public byte[] toJsonOrMsgpack(String uid, String namespace) {
        return isBinary ? toMsgpack(uid, namespace) : write(new WireJson(), uid, namespace);
    }

    /** In MessagePack, whatever it is. */
    public byte[] toMsgpack(String uid, String namespace) {
        return write(new WireMsgpack(ROOM + expected), uid, namespace);
    }

    private byte[] write(WireOutput out, String uid, String namespace) {
        out.object(4).name("type").integer(type.number()).name("data");
        data.accept(out);
        out.name("uid").string(uid).name("nsp").string(namespace);
        return out.end().toByteArray();
    }
}
