package io.pocketio.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.pocketio.log.ClientText;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet, whichever way it is encoded. Immutable.
 *
 * @param type never one of the two binary types: whether a packet has attachments is the codec's concern
 * @param namespace starts with a slash
 * @param id of the acknowledgement asked for or given; {@link #NO_ID} when there is none
 * @param event name; {@code null} unless it is an event, and for an event without a name
 * @param arguments of an event (without its name) or an acknowledgement; for the other types the data, if there is any
 * @since 0.1
 */
public record Packet(
        PacketType type,
        String namespace,
        long id,
        @Nullable String event,
        Arguments arguments) {

    public static final long NO_ID = -1;

    /** Greater ids do not survive in a client's JavaScript. */
    public static final long MAX_ID = (1L << 53) - 1;

    /** Of a packet that has none. */
    public static final Arguments NO_ARGUMENTS = Arguments.of();

    /** The namespace that a packet is of which names none. */
    public static final String MAIN_NAMESPACE = "/";

    /** What a decoder makes of a message that is no packet, where its protocol wants such messages to be ignored. */
    public static final Packet NOTHING = new Packet(PacketType.EVENT, "", NO_ID, null, NO_ARGUMENTS);

    /** What the name of each namespace begins with. */
    public static final char NAMESPACE_START = '/';

    public static Packet event(String namespace, long id, String event, Arguments arguments) {
        return new Packet(PacketType.EVENT, namespace, id, event, arguments);
    }

    public static Packet ack(String namespace, long id, Arguments arguments) {
        return new Packet(PacketType.ACK, namespace, id, null, arguments);
    }

    /** @param data what the packet carries, for the codec to write as protocol JSON */
    public static Packet connect(String namespace, ConnectReply data) {
        return new Packet(PacketType.CONNECT, namespace, NO_ID, null, Arguments.of(data));
    }

    public static Packet connectError(String namespace, ConnectRefusal data) {
        return new Packet(PacketType.CONNECT_ERROR, namespace, NO_ID, null, Arguments.of(data));
    }

    public static Packet disconnect(String namespace) {
        return new Packet(PacketType.DISCONNECT, namespace, NO_ID, null, NO_ARGUMENTS);
    }

    public boolean hasId() {
        return id != NO_ID;
    }

    /** The same packet asking for an acknowledgement of that id. */
    public Packet withId(long other) {
        return new Packet(type, namespace, other, event, arguments);
    }

    /** Without the arguments, which are for nobody else. */
    @Override
    public String toString() {
        return type + " " + (event == null ? "" : ClientText.of(event) + " ") + "with " + arguments.size()
                + " arguments (namespace=" + ClientText.of(namespace) + (hasId() ? ", id=" + id : "") + ")";
    }

    /** The same packet with other arguments. */
    public Packet with(Arguments others) {
        return new Packet(type, namespace, id, event, others);
    }

    /**
     * The server's answer to a CONNECT: {@code {"sid":"…"}}, or {@code {"sid":"…","pid":"…"}}. A mapper of Jackson writes it like that,
     * whatever its settings.
     *
     * @param pid with which the client can come back; {@code null} when it cannot
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConnectReply(
            @JsonProperty("sid") String sid,
            @JsonProperty("pid") @Nullable String pid) {}

    /** The server's refusal of a CONNECT: {@code {"message":"…","data":…}}; the data is the application's and may be absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ConnectRefusal(
            @JsonProperty("message") String message,
            @JsonProperty("data") @Nullable Object data) {}
}
