package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.OTHER_REVISION;
import static io.pocketio.interop.KnownDifference.SECOND_WEBSOCKET;
import static io.pocketio.interop.KnownDifference.WITHOUT_PROBE;
import static io.pocketio.interop.OlderServer.NODE_2;
import static io.pocketio.interop.OlderServer.NODE_4;
import static io.pocketio.interop.OlderServer.QUICK_NODE_2;
import static io.pocketio.interop.OlderServer.QUICK_NODE_4;
import static io.pocketio.interop.OlderServer.QUICK_POCKETIO;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** How clients of Engine.IO 3 go from polling to a WebSocket: here, and with the servers of Node. */
@ExtendWith(QuietLogs.class)
class EngineIo3UpgradeConformanceTests implements ConformanceByRows {

    private static final String ECHO = "42[\"echo\",1]";
    private static final String POLLED = "200 12:" + ECHO;
    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_REQUEST = "400 {\"code\":3,\"message\":\"Bad request\"}";

    static final ProtocolRows<EngineIo3Dialog> ROWS = ProtocolRows.engineIo3("upgrades");
    static final ProtocolRows<EngineIo3Dialog> QUICK_ROWS = ProtocolRows.engineIo3(
                    "upgrades that take too long", QUICK_POCKETIO, QUICK_NODE_4, QUICK_NODE_2)
            .sideBySide();

    static {
        steps();
        messages();
        others();
        refusals();
        ends();
        late();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS, QUICK_ROWS);
    }

    /** Whose probe is answered. */
    private static RawWebSocket probe(EngineIo3Dialog dialog) {
        RawWebSocket socket = dialog.upgrade();
        socket.send("2probe");
        socket.expect("3probe");
        return socket;
    }

    private static void steps() {
        ROWS.add("upgrades: probe, noop to the poll that waits, all else behind it", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.polling());
                    RawWebSocket socket = dialog.upgrade();
                    socket.send("2probe");
                    dialog.hear(socket, 1);
                    dialog.hear(poll::receive);
                    socket.send("5", ECHO, "420[\"transport\"]");
                    dialog.hear(socket, 2);
                })
                .says("3probe", "200 1:6", ECHO, "430[\"websocket\"]");
        ROWS.add("ends polls as long as an upgrade takes", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    dialog.poll();
                    dialog.poll();
                    socket.send("5", ECHO);
                    dialog.hear(socket, 1);
                })
                .says("200 1:6", "200 1:6", ECHO);
        ROWS.add("answers a probe again", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = dialog.upgrade();
                    socket.send("2probe", "2probe", "5", ECHO);
                    dialog.hear(socket, 3);
                })
                .says("3probe", "3probe", ECHO);
        ROWS.add("takes no upgrade without a probe", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = dialog.upgrade();
                    socket.send("5", ECHO);
                    dialog.hear(socket, 1);
                })
                .says("close 1005")
                .but(NODE_4, WITHOUT_PROBE, ECHO)
                .but(NODE_2, WITHOUT_PROBE, ECHO);
    }

    private static void messages() {
        ROWS.add("keeps what has gathered for the WebSocket", dialog -> {
                    dialog.openPolling();
                    dialog.post("42[\"echo\",1]", "42[\"echo\",2]");
                    RawWebSocket socket = dialog.upgrade();
                    socket.send("2probe", "5");
                    dialog.hear(socket, 3);
                })
                .says("3probe", "42[\"echo\",1]", "42[\"echo\",2]");
        ROWS.add("carries messages over polling until the upgrade", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    dialog.post(ECHO, "420[\"transport\"]");
                    dialog.poll();
                    socket.send("5", "421[\"transport\"]");
                    dialog.hear(socket, 1);
                })
                .says(POLLED + "14:430[\"polling\"]", "431[\"websocket\"]");
        ROWS.add("answers a ping of the polling over the WebSocket", dialog -> {
                    dialog.openPolling();
                    dialog.post("2");
                    RawWebSocket socket = probe(dialog);
                    socket.send("5");
                    dialog.hear(socket, 1);
                })
                .says("3");
    }

    private static void others() {
        ROWS.add("closes a second WebSocket while one upgrades", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    dialog.hear(dialog.upgrade(), 1);
                    socket.send("5", ECHO);
                    dialog.hear(socket, 1);
                })
                .says("close 1005", ECHO);
        ROWS.add("closes a second WebSocket after the upgrade", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    socket.send("5", ECHO);
                    dialog.hear(socket, 1);
                    dialog.hear(dialog.upgrade(), 1);
                    socket.send(ECHO);
                    dialog.hear(socket, 1);
                })
                .says(ECHO, "close 1005", ECHO);
        ROWS.add("closes a WebSocket beside one that began the session", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    RawWebSocket second = dialog.upgrade();
                    second.send("2probe");
                    dialog.hear(second, 1);
                    socket.send(ECHO);
                    dialog.hear(socket, 1);
                })
                .says("close 1005", ECHO)
                .but(NODE_4, SECOND_WEBSOCKET, "3probe", ECHO)
                .but(NODE_2, SECOND_WEBSOCKET, "3probe", ECHO);
    }

    private static void refusals() {
        ROWS.add("refuses to poll after the upgrade", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    socket.send("5", ECHO);
                    dialog.hear(socket, 1);
                    dialog.poll();
                    dialog.hear(() -> dialog.postPayload("12:" + ECHO));
                    socket.send(ECHO);
                    dialog.hear(socket, 1);
                })
                .says(ECHO, BAD_REQUEST, BAD_REQUEST, ECHO);
        ROWS.add("refuses a WebSocket of another revision", dialog -> {
                    dialog.openPolling();
                    String target = "/socket.io/?EIO=4&transport=websocket&sid=" + dialog.sid();
                    dialog.hear(() -> dialog.refuse(target));
                })
                .says("400 Bad request")
                .but(NODE_2, OTHER_REVISION, "101 ");
        ROWS.add("refuses a poll of another revision", dialog -> {
                    dialog.openPolling();
                    dialog.post(ECHO);
                    dialog.hear(() -> dialog.get("/socket.io/?EIO=4&transport=polling&sid=" + dialog.sid()));
                })
                .says(BAD_REQUEST)
                .but(NODE_2, OTHER_REVISION, POLLED);
        ROWS.add("closes a WebSocket that begins with something else", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = dialog.upgrade();
                    socket.send(ECHO);
                    dialog.hear(socket, 1);
                    dialog.post(ECHO);
                    dialog.poll();
                })
                .says("close 1005", POLLED);
        ROWS.add("goes on polling when the WebSocket is lost before the upgrade", dialog -> {
                    dialog.openPolling();
                    probe(dialog).close();
                    dialog.post(ECHO);
                    dialog.poll();
                })
                .says(POLLED);
    }

    private static void ends() {
        ROWS.add("closes the WebSocket of a client that leaves by polling", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    dialog.post("1");
                    dialog.hear(socket, 1);
                    dialog.poll();
                })
                .says("close 1005", UNKNOWN);
        ROWS.add("says goodbye over the WebSocket", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = probe(dialog);
                    dialog.post("42[\"bye\",true]");
                    socket.send("5");
                    dialog.hear(socket, 2);
                    dialog.poll();
                })
                .says("41", "close 1005", UNKNOWN);
    }

    private static void late() {
        QUICK_ROWS
                .add("closes a WebSocket that says nothing, and goes on polling", dialog -> {
                    dialog.openPolling();
                    dialog.hear(dialog.upgrade(), 1);
                    dialog.post(ECHO);
                    dialog.poll();
                })
                .says("close 1005", POLLED);
        QUICK_ROWS
                .add("closes a WebSocket that does not upgrade behind its probe", dialog -> {
                    dialog.openPolling();
                    dialog.hear(probe(dialog), 1);
                    dialog.post(ECHO);
                    dialog.poll();
                })
                .says("close 1005", POLLED);
        QUICK_ROWS
                .add("upgrades at the second attempt", dialog -> {
                    dialog.openPolling();
                    dialog.hear(dialog.upgrade(), 1);
                    RawWebSocket socket = probe(dialog);
                    socket.send("5", ECHO);
                    dialog.hear(socket, 1);
                })
                .says("close 1005", ECHO);
    }
}
