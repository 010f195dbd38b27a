package io.pocketio.interop;

import static io.pocketio.interop.EngineIo3Dialog.OPEN;
import static io.pocketio.interop.EngineIo3Dialog.OPEN_4;
import static io.pocketio.interop.EngineIo3Dialog.PATH;
import static io.pocketio.interop.KnownDifference.ASCII;
import static io.pocketio.interop.KnownDifference.MAX_PAYLOAD;
import static io.pocketio.interop.KnownDifference.PRIVACY;
import static io.pocketio.interop.KnownDifference.SEPARATE_CONNECT;
import static io.pocketio.interop.OlderServer.NODE_2;
import static io.pocketio.interop.OlderServer.NODE_4;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** How clients of Engine.IO 3 open a session, and how they are refused: here, and by the servers of Node. */
@ExtendWith(QuietLogs.class)
class EngineIo3HandshakeConformanceTests implements ConformanceByRows {

    private static final String NOBODY = "&sid=AAAAAAAAAAAAAAAAAAAA";

    static final ProtocolRows<EngineIo3Dialog> ROWS = ProtocolRows.engineIo3("handshake");

    static {
        opening();
        heading();
        refusing();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS);
    }

    private static void opening() {
        ROWS.add("opens over polling", dialog -> dialog.hear(() -> dialog.get(PATH + "polling")))
                .says("200 95:" + OPEN)
                .but(NODE_4, MAX_PAYLOAD, "200 116:" + OPEN_4)
                .but(NODE_2, SEPARATE_CONNECT, "200 95:" + OPEN + "2:40");
        ROWS.add("opens over polling in base64", dialog -> dialog.hear(() -> dialog.get(PATH + "polling&b64=1")))
                .says("200 95:" + OPEN)
                .but(NODE_4, MAX_PAYLOAD, "200 116:" + OPEN_4)
                .but(NODE_2, SEPARATE_CONNECT, "200 95:" + OPEN + "2:40");
        ROWS.add("joins the main namespace unasked, with the next poll at the latest", dialog -> {
                    dialog.openPolling();
                    dialog.post("42[\"echo\",1]");
                    dialog.poll();
                })
                .says("200 12:42[\"echo\",1]");
        ROWS.add("opens over a WebSocket", dialog -> dialog.hear(dialog.connect(PATH + "websocket"), 2))
                .says("0{\"sid\":\"SID\",\"upgrades\":[],\"pingInterval\":1000,\"pingTimeout\":8000}", "40")
                .but(
                        NODE_4,
                        MAX_PAYLOAD,
                        "0{\"sid\":\"SID\",\"upgrades\":[],\"pingInterval\":1000,\"pingTimeout\":8000,\"maxPayload\":1000000}",
                        "40");
        ROWS.add("opens without a revision", dialog -> dialog.hear(() -> dialog.get("/socket.io/?transport=polling")))
                .says("200 95:" + OPEN)
                .but(NODE_4, MAX_PAYLOAD, "200 116:" + OPEN_4)
                .but(NODE_2, SEPARATE_CONNECT, "200 95:" + OPEN + "2:40");
        ROWS.add("opens for revision 2", dialog -> dialog.hear(() -> dialog.get("/socket.io/?EIO=2&transport=polling")))
                .says("200 95:" + OPEN)
                .but(NODE_4, MAX_PAYLOAD, "200 116:" + OPEN_4)
                .but(NODE_2, SEPARATE_CONNECT, "200 95:" + OPEN + "2:40");
        ROWS.add("gives the query of the request to handlers", dialog -> {
                    RawWebSocket socket = dialog.connect("/socket.io/?tok=%C3%A9%20x&EIO=3&transport=websocket");
                    socket.receive();
                    socket.send("420[\"query\",\"tok\"]");
                    dialog.hear(socket, 2);
                })
                .says("40", "430[\"\\u00e9 x\"]")
                .but(NODE_4, ASCII, "40", "430[\"é x\"]")
                .but(NODE_2, ASCII, "40", "430[\"é x\"]");
    }

    private static void heading() {
        ROWS.add("heads what it answers to polls", dialog -> {
                    RawResponse response = dialog.get(PATH + "polling");
                    dialog.learn(response.text());
                    dialog.hearHeaders(response, "content-type", "cache-control", "set-cookie");
                })
                .says("content-type: text/plain; charset=UTF-8", "cache-control: no-store", "set-cookie: -")
                .but(
                        NODE_2,
                        PRIVACY,
                        "content-type: text/plain; charset=UTF-8",
                        "cache-control: -",
                        "set-cookie: io=SID; Path=/; HttpOnly; SameSite=Strict");
        ROWS.add("heads what it answers to POSTs", dialog -> {
                    dialog.openPolling();
                    RawResponse response = dialog.postPayload("1:2");
                    dialog.hear(response.summary());
                    dialog.hearHeaders(response, "content-type");
                })
                .says("200 ok", "content-type: text/html");
        ROWS.add(
                        "keeps pages of other origins out unless told",
                        dialog -> dialog.hearHeaders(
                                dialog.get(PATH + "polling", "Origin: http://example.com"),
                                "access-control-allow-origin",
                                "access-control-allow-credentials"))
                .says("access-control-allow-origin: -", "access-control-allow-credentials: -")
                .but(
                        NODE_2,
                        PRIVACY,
                        "access-control-allow-origin: http://example.com",
                        "access-control-allow-credentials: true");
    }

    private static void refusing() {
        ROWS.add("refuses an unknown transport", dialog -> dialog.hear(() -> dialog.get(PATH + "smoke")))
                .says("400 {\"code\":0,\"message\":\"Transport unknown\"}");
        ROWS.add("refuses a request without a transport", dialog -> dialog.hear(() -> dialog.get("/socket.io/?EIO=3")))
                .says("400 {\"code\":0,\"message\":\"Transport unknown\"}");
        ROWS.add("refuses an unknown id", dialog -> {
                    dialog.hear(() -> dialog.get(PATH + "polling" + NOBODY));
                    dialog.hear(() -> dialog.postTo(PATH + "polling" + NOBODY, "1:2"));
                })
                .says(
                        "400 {\"code\":1,\"message\":\"Session ID unknown\"}",
                        "400 {\"code\":1,\"message\":\"Session ID unknown\"}");
        ROWS.add(
                        "refuses a WebSocket with an unknown id",
                        dialog -> dialog.hear(() -> dialog.refuse(PATH + "websocket" + NOBODY)))
                .says("400 Session ID unknown");
        ROWS.add("refuses a handshake by POST", dialog -> dialog.hear(() -> dialog.postTo(PATH + "polling", "1:2")))
                .says("400 {\"code\":2,\"message\":\"Bad handshake method\"}");
        ROWS.add(
                        "refuses a handshake by any other method",
                        dialog -> dialog.hear(() -> dialog.request("PUT", PATH + "polling", RawHttp.NOTHING)))
                .says("400 {\"code\":2,\"message\":\"Bad handshake method\"}");
        ROWS.add("refuses another method within a session", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.request("PUT", dialog.polling(), RawHttp.NOTHING));
                })
                .says("500 ");
        ROWS.add("refuses a WebSocket that is none", dialog -> dialog.hear(() -> dialog.get(PATH + "websocket")))
                .says("400 {\"code\":3,\"message\":\"Bad request\"}");
        ROWS.add("refuses to poll what a WebSocket carries", dialog -> {
                    dialog.openWebSocket();
                    dialog.hear(() -> dialog.get(PATH + "polling&sid=" + dialog.sid()));
                })
                .says("400 {\"code\":3,\"message\":\"Bad request\"}");
    }
}
