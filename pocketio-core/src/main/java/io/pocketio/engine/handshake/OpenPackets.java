package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;

/** The first packet of each session: all of it but the session's id is the same for a transport. Immutable. */
public final class OpenPackets {

    private final String webSocket;
    private final String polling;

    public OpenPackets(EngineOptions options) {
        boolean upgrades = options.allowUpgrades() && options.transports().contains(TransportType.WEBSOCKET);
        webSocket = behindId("[]", options);
        polling = upgrades ? behindId("[\"websocket\"]", options) : webSocket;
    }

    private static String behindId(String upgrades, EngineOptions options) {
        return ",\"upgrades\":" + upgrades + ",\"pingInterval\":"
                + options.pingInterval().toMillis() + ",\"pingTimeout\":"
                + options.pingTimeout().toMillis() + ",\"maxPayload\":" + options.maxHttpBufferSize() + "}";
    }

    public EnginePacket of(String sid, TransportType transport) {
        String rest = transport == TransportType.POLLING ? polling : webSocket;
        return EnginePacket.of(EnginePacketType.OPEN, "{\"sid\":" + ProtocolJson.quote(sid) + rest);
    }
}
