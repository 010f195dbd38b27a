package io.pocketio.engine.transport;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.packet.TwiceEncoded;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of one client look as WebSocket messages. Nearly all clients of a revision share one: a broadcast touches as little
 * memory of each of its recipients as it can. Confined to the session's lane.
 */
final class MessageForm {

    private static final MessageForm NEWEST = new MessageForm(Revision.V4, false, null);
    private static final MessageForm OLDER = new MessageForm(Revision.V3, false, null);
    private static final MessageForm LEGACY = new MessageForm(Revision.LEGACY, false, null);

    private final Revision revision;

    /** Whether text is sent in ASCII. */
    private final boolean ascii;

    /** Where text may have been encoded twice. */
    private final @Nullable TwiceEncoded encoding;

    private MessageForm(Revision revision, boolean ascii, @Nullable TwiceEncoded encoding) {
        this.revision = revision;
        this.ascii = ascii;
        this.encoding = encoding;
    }

    static MessageForm of(TransportHost host) {
        return switch (host.revision()) {
            case V4 -> NEWEST;
            case V3 ->
                FirstClients.mayHaveOpened(host.request())
                        ? new MessageForm(Revision.V3, host.jsonMessages(), new TwiceEncoded())
                        : OLDER;
            case LEGACY -> LEGACY;
        };
    }

    /** Asks the packet first: to all recipients of a broadcast it answers the same, which a processor learns to foresee. */
    Frame write(EnginePacket packet) {
        return packet.isSameForAll() || revision != Revision.V3 ? packet.frame() : packet.frame(revision, ascii);
    }

    /** @return {@code null} when it is no packet */
    @Nullable
    EnginePacket read(Frame message) {
        EnginePacket packet = EnginePacket.decode(message, revision);
        return packet == null || encoding == null ? packet : encoding.decodeOnceMore(packet);
    }
}
