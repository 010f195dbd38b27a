package io.pocketio.cluster.wire;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.MalformedPacketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What messages of all adapters have in common. Stateless. */
public final class WireMessage {

    private WireMessage() {}

    /**
     * A message in either form: JSON begins with a brace, which is not what any map begins with in MessagePack.
     *
     * @throws MalformedPacketException when it is no object
     */
    public static WireValue read(byte[] message, JsonCodec codec) {
        WireValue value = message.length > 0 && message[0] == '{'
                ? WireJson.read(message, codec)
                : WireMsgpack.read(message, codec);
        if (!value.isObject()) {
            throw new MalformedPacketException("no message");
        }
        return value;
    }

    /**
     * Of a node, or of a question.
     *
     * @return {@code null} when there is none
     * @throws MalformedPacketException when it is none that anybody chooses
     */
    public static @Nullable String id(WireValue value) {
        String id = value.text();
        if (id != null && id.length() > Ids.MAX_LENGTH) {
            throw new MalformedPacketException("an id that is too long");
        }
        return id;
    }

    /** @throws MalformedPacketException when it is no number of sockets */
    public static int count(WireValue value) {
        long count = value.integer(-1);
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new MalformedPacketException("no count");
        }
        return (int) count;
    }

    /**
     * @param sockets an array of descriptors
     * @throws MalformedPacketException when one of them is none
     */
    public static List<SocketDescriptor> sockets(WireValue sockets, JsonCodec codec) {
        List<SocketDescriptor> found = new ArrayList<>();
        sockets.forEachElement(socket -> found.add(DescriptorForm.read(socket, codec)));
        return found;
    }
}
