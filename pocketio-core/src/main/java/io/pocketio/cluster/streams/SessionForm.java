package io.pocketio.cluster.streams;

import io.pocketio.adapter.RecoverableSession;
import io.pocketio.cluster.wire.WireMsgpack;
import io.pocketio.cluster.wire.WireOutput;
import io.pocketio.cluster.wire.WireValue;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.RenderedArguments;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A session as nodes with the streams adapter keep it: a map of {@code sid, pid, rooms, data} in MessagePack, in base64. Behind these it
 * has what nodes of Node do not know, and pass over. Stateless.
 */
final class SessionForm {

    private static final int ROOM = 512;

    private SessionForm() {}

    /** @throws CodecException when the data cannot be written */
    static byte[] write(SavedSession saved, JsonCodec codec) {
        RecoverableSession session = saved.session();
        RenderedArguments data = RenderedArguments.of(Arguments.of(session.data()), codec);
        String last = session.last();
        WireOutput out = new WireMsgpack(ROOM);
        out.object(last == null ? 7 : 8);
        out.name("sid").string(session.sid());
        out.name("pid").string(session.pid());
        out.name("rooms").strings(session.rooms());
        out.name("data").argument(data, 0);
        out.name("since").string(session.since());
        out.name("left").string(session.left());
        out.name("live").bool(saved.isLive());
        if (last != null) {
            out.name("last").string(last);
        }
        return Base64.getEncoder().encode(out.end().toByteArray());
    }

    /** @throws MalformedPacketException when it is none */
    static SavedSession read(byte[] value, JsonCodec codec) {
        WireValue[] members =
                decoded(value, codec).members("sid", "pid", "rooms", "data", "since", "left", "live", "last");
        String sid = members[0].text();
        String pid = members[1].text();
        String left = members[5].text();
        if (sid == null || pid == null) {
            throw new MalformedPacketException("a session without its ids");
        }
        RecoverableSession session = new RecoverableSession(
                pid,
                sid,
                members[2].names(),
                data(members[3]),
                orNothing(members[4].text()),
                members[7].text(),
                orNothing(left));
        return new SavedSession(session, members[6].isTrue(), left != null && !left.isEmpty());
    }

    private static WireValue decoded(byte[] value, JsonCodec codec) {
        try {
            return WireMsgpack.read(Base64.getDecoder().decode(value), codec);
        } catch (IllegalArgumentException strange) {
            throw new MalformedPacketException("no base64");
        }
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Becomes the socket's own: without what says nothing, which it cannot hold. */
    private static Map<String, Object> data(WireValue value) {
        Map<String, Object> data = new ConcurrentHashMap<>(4);
        if (value.isObject() && value.argument().get(0, Map.class) instanceof Map<?, ?> members) {
            members.forEach((name, member) -> {
                if (member != null) {
                    data.put(String.valueOf(name), member);
                }
            });
        }
        return data;
    }
}
