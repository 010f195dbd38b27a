package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.packet.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first packets of each session of Engine.IO: of the very first all but the session's id is the same for a transport. Immutable. */
public final class OpenPackets {

    private static final char END = '}';

    private final String webSocket;
    private final String polling;

    /** Clients of Engine.IO 3 know of none. */
    private final String maxPayload;

    private final @Nullable EnginePacket initial;

    public OpenPackets(EngineOptions options) {
        initial = options.initialPacket();
        maxPayload = ",\"maxPayload\":" + options.maxHttpBufferSize();
        boolean upgrades = options.allowUpgrades() && options.transports().contains(TransportType.WEBSOCKET);
        webSocket = behindId("[]", options);
        polling = upgrades ? behindId("[\"websocket\"]", options) : webSocket;
    }

    private static String behindId(String upgrades, EngineOptions options) {
        return ",\"upgrades\":" + upgrades + ",\"pingInterval\":"
                + options.pingInterval().toMillis() + ",\"pingTimeout\":"
                + options.pingTimeout().toMillis();
    }

    /** Each to be sent by itself: what a poll is answered with is the first of them. */
    public List<EnginePacket> of(String sid, TransportType transport, Revision revision) {
        if (revision == Revision.LEGACY) {
            return List.of();
        }
        String rest = transport == TransportType.POLLING ? polling : webSocket;
        String payload = revision == Revision.V4 ? maxPayload : "";
        EnginePacket open =
                EnginePacket.of(EnginePacketType.OPEN, "{\"sid\":" + ProtocolJson.quote(sid) + rest + payload + END);
        return initial == null ? List.of(open) : List.of(open, initial);
    }
}
