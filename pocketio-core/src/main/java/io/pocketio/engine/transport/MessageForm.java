package io.pocketio.engine.transport;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.packet.TwiceEncoded;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of one client look as WebSocket messages. Most clients share one: a broadcast touches as little memory of each of its
 * recipients as it can. Confined to the session's lane.
 */
interface MessageForm {

    /** That of the newest clients. */
    MessageForm NEWEST = new MessageForm() {
        @Override
        public Frame write(EnginePacket packet) {
            return packet.frame();
        }

        @Override
        public @Nullable EnginePacket read(Frame message) {
            return EnginePacket.decode(message);
        }
    };

    static MessageForm of(TransportHost host) {
        Revision revision = host.revision();
        if (revision == Revision.V4) {
            return NEWEST;
        }
        return revision == Revision.V3 && FirstClients.mayHaveOpened(host.request())
                ? new OfFirstClient(host.jsonMessages(), new TwiceEncoded())
                : new OfOlderClient(revision);
    }

    Frame write(EnginePacket packet);

    /** @return {@code null} when it is no packet */
    @Nullable
    EnginePacket read(Frame message);

    /** That of an older client. */
    record OfOlderClient(Revision revision) implements MessageForm {

        @Override
        public Frame write(EnginePacket packet) {
            return packet.frame(revision, false);
        }

        @Override
        public @Nullable EnginePacket read(Frame message) {
            return EnginePacket.decode(message, revision);
        }
    }

    /**
     * That of one of the first clients of {@link Revision#V3}.
     *
     * @param ascii whether text is sent in ASCII
     * @param encoding its text may be encoded twice
     */
    record OfFirstClient(boolean ascii, TwiceEncoded encoding) implements MessageForm {

        @Override
        public Frame write(EnginePacket packet) {
            return packet.frame(Revision.V3, ascii);
        }

        @Override
        public @Nullable EnginePacket read(Frame message) {
            EnginePacket packet = EnginePacket.decode(message, Revision.V3);
            return packet == null ? null : encoding.decodeOnceMore(packet);
        }
    }
}
