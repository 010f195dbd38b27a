package io.pocketio.cluster.classic;

import io.pocketio.cluster.wire.Ids;
import io.pocketio.cluster.wire.WireJson;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.MalformedPacketException;
import org.jspecify.annotations.Nullable;

/** What requests and answers have in common. Stateless. */
final class ClassicMessage {

    private ClassicMessage() {}

    /** JSON begins with a brace, which is not what any map begins with in MessagePack. */
    static WireValue read(byte[] message, JsonCodec codec) {
        return message.length > 0 && message[0] == '{'
                ? WireJson.read(message, codec)
                : WireMsgpack.read(message, codec);
    }

    /**
     * @return {@code null} when there is none
     * @throws MalformedPacketException when it is none that anybody chooses
     */
    static @Nullable String id(WireValue value) {
        String id = value.text();
        if (id != null && id.length() > Ids.MAX_LENGTH) {
            throw new MalformedPacketException("an id that is too long");
        }
        return id;
    }
}
