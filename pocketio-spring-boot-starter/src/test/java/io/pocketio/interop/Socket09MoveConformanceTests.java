package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.CLOSE_FRAME;
import static io.pocketio.interop.KnownDifference.LEFT_BEHIND;
import static io.pocketio.interop.KnownDifference.REASONS;
import static io.pocketio.interop.OlderServer.NODE_0_9;
import static io.pocketio.interop.OlderServer.QUICK_NODE_0_9;
import static io.pocketio.interop.OlderServer.QUICK_POCKETIO;
import static io.pocketio.interop.Socket09Dialog.HEARTBEAT;
import static io.pocketio.interop.Socket09Dialog.script;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What clients of Socket.IO 0.9 hear when they come by another transport within their session, and when nothing is heard of them for
 * too long, which is about six seconds: here, and with the server of their time.
 */
@ExtendWith(QuietLogs.class)
class Socket09MoveConformanceTests implements ConformanceByRows {

    private static final String ECHO = "5:::{\"name\":\"echo\",\"args\":[1]}";
    private static final String TRANSPORT = "5:1+::{\"name\":\"transport\"}";
    private static final String NOT_SHAKEN = "200 7:::1+0";

    static final ProtocolRows<Socket09Dialog> MOVES = ProtocolRows.socket09("moves");
    static final ProtocolRows<Socket09Dialog> SILENCE =
            ProtocolRows.socket09("silence", QUICK_POCKETIO, QUICK_NODE_0_9).sideBySide();

    static {
        toPolling();
        toWebSocket();
        betweenPolls();
        webSockets();
        polls();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(MOVES, SILENCE);
    }

    private static void toPolling() {
        MOVES.add("goes from a WebSocket to polling", dialog -> {
                    speakOverWebSocket(dialog);
                    dialog.over("xhr-polling");
                    RawHttp poll = dialog.park(dialog.target());
                    dialog.post(ECHO);
                    dialog.unpark(poll);
                })
                .says("200 1", "200 " + ECHO);
        MOVES.add("takes nothing from the WebSocket that has been left", dialog -> {
                    RawWebSocket left = speakOverWebSocket(dialog);
                    dialog.over("xhr-polling");
                    RawHttp poll = dialog.park(dialog.target());
                    left.send(ECHO);
                    dialog.unparkAndPollTwice(poll);
                })
                .says("200 8::")
                .but(NODE_0_9, LEFT_BEHIND, "200 " + ECHO);
        MOVES.add("keeps what gathers between the polls of who has left a WebSocket", dialog -> {
                    String asked = dialog.ask(speakOverWebSocket(dialog));
                    dialog.over("xhr-polling");
                    dialog.hear(() -> dialog.get(dialog.target()));
                    dialog.post("6:::" + asked);
                    dialog.poll();
                })
                .says("200 8::", "200 1", "200 5:::{\"name\":\"answered\"}");
    }

    private static RawWebSocket speakOverWebSocket(Socket09Dialog dialog) {
        RawWebSocket socket = dialog.openWebSocket();
        socket.send(ECHO);
        while (!socket.receive().describe().equals(ECHO)) {
            socket.send(HEARTBEAT);
        }
        return socket;
    }

    private static void toWebSocket() {
        MOVES.add("goes from polling to a WebSocket, without another greeting", dialog -> {
                    dialog.openPolling();
                    RawWebSocket socket = dialog.connect(dialog.over("websocket"));
                    socket.send(TRANSPORT);
                    dialog.hear(socket, 1);
                })
                .says("6:::1+[\"websocket\"]");
        MOVES.add("hands what has gathered to the WebSocket", dialog -> {
                    dialog.openPolling();
                    dialog.post(Socket09Dialog.framed(ECHO, ECHO.replace('1', '2')));
                    dialog.hear(dialog.connect(dialog.over("websocket")), 2);
                })
                .says("200 1", ECHO, ECHO.replace('1', '2'));
        MOVES.add("takes what is posted beside a WebSocket", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    dialog.over("xhr-polling");
                    dialog.post(ECHO);
                    dialog.hear(socket, 1);
                })
                .says("200 1", ECHO);
        MOVES.add("goes from a WebSocket to polling and back", dialog -> {
                    speakOverWebSocket(dialog);
                    dialog.over("xhr-polling");
                    dialog.post(ECHO);
                    dialog.park(dialog.target());
                    RawWebSocket socket = dialog.connect(dialog.over("websocket"));
                    socket.send(TRANSPORT);
                    dialog.hear(socket, 1);
                })
                .says("200 1", "6:::1+[\"websocket\"]");
        MOVES.add("goes from one WebSocket to another", dialog -> {
                    speakOverWebSocket(dialog);
                    RawWebSocket socket = dialog.connect(dialog.over("websocket"));
                    socket.send(TRANSPORT);
                    dialog.hear(socket, 1);
                })
                .says("6:::1+[\"websocket\"]");
    }

    private static void betweenPolls() {
        MOVES.add("goes from polling to a script", dialog -> {
                    dialog.openPolling();
                    dialog.post(ECHO);
                    String target = dialog.over("jsonp-polling") + "?i=3";
                    dialog.hear(() -> dialog.get(target));
                })
                .says("200 1", "200 " + script(3, ECHO));
        MOVES.add("goes from polling to a page", dialog -> {
                    dialog.openPolling();
                    dialog.post(ECHO);
                    RawHttp page = dialog.connection();
                    page.send("GET", dialog.over("htmlfile"), RawHttp.NOTHING);
                    page.receiveHead();
                    page.chunk();
                    dialog.hear(script(page));
                })
                .says("200 1", "<script>_(" + Socket09Dialog.literal(ECHO) + ");</script>");
    }

    private static void webSockets() {
        SILENCE.add("ends a WebSocket that does not answer a heartbeat", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    RawWebSocket socket = dialog.openWebSocket();
                    dialog.hear(socket.receive().describe());
                    dialog.hearLeaving(watcher);
                    dialog.hear(socket, 1);
                    dialog.hear(() -> dialog.get(dialog.over("xhr-polling")));
                })
                .says("2::", "left: ping timeout", "close 1005", NOT_SHAKEN)
                .but(QUICK_NODE_0_9, CLOSE_FRAME, "2::", "left: heartbeat timeout", "close 1006", NOT_SHAKEN);
        SILENCE.add("ends a page that does not answer a heartbeat", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    dialog.shakeHands();
                    RawHttp page = dialog.connection();
                    page.send("GET", dialog.over("htmlfile"), RawHttp.NOTHING);
                    page.receiveHead();
                    page.chunk();
                    dialog.hear(new String(page.chunk(), UTF_8));
                    dialog.hear(new String(page.chunk(), UTF_8));
                    dialog.hearLeaving(watcher);
                    dialog.hear(new String(page.chunk(), UTF_8));
                })
                .says("<script>_(\"1::\");</script>", "<script>_(\"2::\");</script>", "left: ping timeout", "")
                .but(
                        QUICK_NODE_0_9,
                        REASONS,
                        "<script>_(\"1::\");</script>",
                        "<script>_(\"2::\");</script>",
                        "left: heartbeat timeout",
                        "");
        SILENCE.add("takes other messages for no answer to a heartbeat", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    dialog.hear(socket.receive().describe());
                    socket.send(ECHO);
                    dialog.hear(socket, 2);
                })
                .says("2::", ECHO, "close 1005")
                .but(QUICK_NODE_0_9, CLOSE_FRAME, "2::", ECHO, "close 1006");
    }

    private static void polls() {
        SILENCE.add("ends who does not poll any more", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    dialog.openPolling();
                    dialog.hearLeaving(watcher);
                    dialog.poll();
                })
                .says("left: ping timeout", NOT_SHAKEN)
                .but(QUICK_NODE_0_9, REASONS, "left: close timeout", NOT_SHAKEN);
        SILENCE.add("ends a script that does not poll any more", dialog -> {
                    RawWebSocket watcher = dialog.watch();
                    dialog.openScripts(0);
                    dialog.hearLeaving(watcher);
                    dialog.poll();
                })
                .says("left: ping timeout", "200 " + script(0, "7:::1+0"))
                .but(QUICK_NODE_0_9, REASONS, "left: close timeout", "200 " + script(0, "7:::1+0"));
        SILENCE.add("keeps who does nothing but poll", dialog -> {
                    dialog.openPolling();
                    dialog.post("5:::{\"name\":\"wait\",\"args\":[7200]}");
                    dialog.poll();
                })
                .says("200 1", "200 5:::{\"name\":\"waited\"}");
    }
}
