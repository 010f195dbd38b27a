package io.pocketio.cluster.wire;

import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.Packet;
import io.pocketio.protocol.PacketType;
import io.pocketio.protocol.RenderedArguments;
import org.jspecify.annotations.Nullable;

/** The packet of a broadcast, {@code {type, data, nsp}}: always an event, without an id. Stateless. */
public final class PacketForm {

    private PacketForm() {}

    /** As nodes with the classic adapter and all emitters write it. */
    public static void write(WireOutput out, Packet packet, RenderedArguments arguments) {
        out.object(3);
        writeEvent(out, packet, arguments);
        out.name("nsp").string(packet.namespace()).end();
    }

    /** Where the message says of which namespace it is. */
    public static void writeWithoutNamespace(WireOutput out, Packet packet, RenderedArguments arguments) {
        out.object(2);
        writeEvent(out, packet, arguments);
        out.end();
    }

    private static void writeEvent(WireOutput out, Packet packet, RenderedArguments arguments) {
        out.name("type").integer(PacketType.EVENT.ordinal());
        out.name("data").arguments(packet.event(), arguments);
    }

    /**
     * The packet's own namespace: the main one where it has none.
     *
     * @return {@code null} when it says that it has none
     */
    public static @Nullable String namespace(WireValue packet) {
        WireValue namespace = packet.members("nsp")[0];
        return namespace.isAbsent() ? Packet.MAIN_NAMESPACE : namespace.text();
    }

    /**
     * The event, whatever namespace it names itself. Old nodes tell apart those that have binary values in them.
     *
     * @throws MalformedPacketException when it is none
     */
    public static Packet read(WireValue packet, String namespace) {
        WireValue[] members = packet.members("type", "data");
        long type = members[0].integer(-1);
        if (type != PacketType.EVENT.ordinal() && type != PacketType.BINARY_EVENT.ordinal()) {
            throw new MalformedPacketException("invalid payload");
        }
        EventForm event = EventForm.read(members[1]);
        return Packet.event(namespace, Packet.NO_ID, event.name(), event.arguments());
    }
}
