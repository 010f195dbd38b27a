package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.ANY_PACKET;
import static io.pocketio.interop.KnownDifference.FORGOTTEN_TIMER;
import static io.pocketio.interop.OlderServer.QUICK_NODE_2;
import static io.pocketio.interop.OlderServer.QUICK_NODE_4;
import static io.pocketio.interop.OlderServer.QUICK_POCKETIO;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** When clients of Engine.IO 3 are taken for lost, which is after six seconds: here, and by the servers of Node. */
@ExtendWith(QuietLogs.class)
class EngineIo3HeartbeatConformanceTests implements ConformanceByRows {

    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";

    /** Two of them are longer than what a client is waited for, and one is not. */
    private static final String WAIT = "42[\"wait\",3600]";

    private static final String WAITED = "42[\"waited\"]";

    static final ProtocolRows<EngineIo3Dialog> ROWS = ProtocolRows.engineIo3(
                    "heartbeats", QUICK_POCKETIO, QUICK_NODE_4, QUICK_NODE_2)
            .sideBySide();

    static {
        webSockets();
        polls();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS);
    }

    private static void webSockets() {
        ROWS.add("ends a WebSocket that says nothing", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    RawWebSocket socket = dialog.openWebSocket();
                    dialog.hearLeaving(watcher);
                    dialog.hear(socket, 1);
                    dialog.hear(() -> dialog.refuse(EngineIo3Dialog.PATH + "websocket&sid=" + dialog.sid()));
                })
                .says("left: ping timeout", "close 1005", "400 Session ID unknown");
        ROWS.add("keeps a WebSocket that pings", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send(WAIT);
                    dialog.hear(socket, 1);
                    socket.send("2", WAIT);
                    dialog.hear(socket, 2);
                })
                .says(WAITED, "3", WAITED);
        ROWS.add("keeps a WebSocket that says anything", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send(WAIT);
                    dialog.hear(socket, 1);
                    socket.send(WAIT);
                    dialog.hear(socket, 1);
                })
                .says(WAITED, WAITED)
                .but(QUICK_NODE_4, ANY_PACKET, WAITED, "close 1005");
        ROWS.add("ends a WebSocket that pings no more after its upgrade", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = dialog.upgrade();
                    socket.send("2probe", "5", "42[\"wait\",7200]");
                    dialog.hear(socket, 2);
                })
                .says("3probe", "close 1005")
                .but(QUICK_NODE_4, FORGOTTEN_TIMER, "3probe", WAITED);
    }

    private static void polls() {
        ROWS.add("tells the poll that waits when a client says nothing", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.polling());
                    dialog.hearLeaving(watcher);
                    dialog.hear(poll::receive);
                    dialog.poll();
                })
                .says("left: ping timeout", "200 1:1", UNKNOWN);
        ROWS.add("ends a session that does not poll any more", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    dialog.openPolling();
                    dialog.hearLeaving(watcher);
                    dialog.poll();
                })
                .says("left: ping timeout", UNKNOWN);
        ROWS.add("takes no poll for a sign of life", dialog -> {
                    dialog.openPolling();
                    dialog.post(WAIT);
                    dialog.poll();
                    RawHttp poll = dialog.park(dialog.polling());
                    dialog.hear(poll::receive);
                    dialog.poll();
                })
                .says("200 12:" + WAITED, "200 1:1", UNKNOWN);
        ROWS.add("keeps a client that posts pings", dialog -> {
                    dialog.openPolling();
                    dialog.post(WAIT);
                    dialog.poll();
                    dialog.post("2");
                    dialog.poll();
                    dialog.post(WAIT);
                    dialog.poll();
                })
                .says("200 12:" + WAITED, "200 1:3", "200 12:" + WAITED);
    }
}
