package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.ANY_METHOD;
import static io.pocketio.interop.KnownDifference.BAD_PATHS;
import static io.pocketio.interop.KnownDifference.BARE_PATH;
import static io.pocketio.interop.KnownDifference.CLOSE_FRAME;
import static io.pocketio.interop.KnownDifference.EARLY_POST;
import static io.pocketio.interop.KnownDifference.FAREWELL;
import static io.pocketio.interop.KnownDifference.GONE;
import static io.pocketio.interop.KnownDifference.LEGACY_CORS;
import static io.pocketio.interop.KnownDifference.LEGACY_ESCAPES;
import static io.pocketio.interop.KnownDifference.LEGACY_TYPES;
import static io.pocketio.interop.OlderServer.NODE_0_9;
import static io.pocketio.interop.Socket09Dialog.PATH;
import static io.pocketio.interop.Socket09Dialog.SESSION;
import static io.pocketio.interop.Socket09Dialog.framed;
import static io.pocketio.interop.Socket09Dialog.literal;
import static io.pocketio.interop.Socket09Dialog.messageBack;
import static io.pocketio.interop.Socket09Dialog.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** How clients of Socket.IO 0.9 shake hands, and what carries their messages: here, and with the server of their time. */
@ExtendWith(QuietLogs.class)
class Socket09TransportConformanceTests implements ConformanceByRows {

    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAA";
    private static final String ORIGIN = "Origin: http://example.com";
    private static final String[] CORS = {"access-control-allow-origin", "access-control-allow-credentials"};

    static final ProtocolRows<Socket09Dialog> ROWS = ProtocolRows.socket09("transports");

    static {
        handshakes();
        refusals();
        polling();
        scripts();
        pages();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS);
    }

    private static void handshakes() {
        ROWS.add("shakes hands", dialog -> dialog.hear(() -> dialog.get(PATH + "?t=1")))
                .says("200 " + SESSION);
        ROWS.add("shakes hands without the last slash", dialog -> dialog.hear(() -> dialog.get("/socket.io/1")))
                .says("200 " + SESSION);
        ROWS.add("shakes hands by POST", dialog -> dialog.hear(() -> dialog.postTo(PATH, "")))
                .says("200 " + SESSION);
        ROWS.add(
                        "shakes hands by no other method",
                        dialog -> dialog.hear(() -> dialog.request("PUT", PATH, RawHttp.NOTHING)))
                .says("400 Bad request")
                .but(NODE_0_9, ANY_METHOD, "200 " + SESSION);
        ROWS.add("heads the handshake", dialog -> dialog.hearHeaders(dialog.get(PATH), "content-type"))
                .says("content-type: text/plain; charset=UTF-8")
                .but(NODE_0_9, LEGACY_TYPES, "content-type: text/plain");
        ROWS.add(
                        "keeps pages of other origins out of handshakes unless told",
                        dialog -> dialog.hearHeaders(dialog.get(PATH, ORIGIN), CORS))
                .says("access-control-allow-origin: -", "access-control-allow-credentials: -")
                .but(
                        NODE_0_9,
                        LEGACY_CORS,
                        "access-control-allow-origin: http://example.com",
                        "access-control-allow-credentials: true");
        ROWS.add("shakes hands with scripts", dialog -> {
                    RawResponse response = dialog.get(PATH + "?jsonp=3");
                    dialog.hear(() -> response);
                    dialog.hearHeaders(response, "content-type");
                })
                .says("200 " + script(3, SESSION), "content-type: text/javascript; charset=UTF-8")
                .but(NODE_0_9, LEGACY_TYPES, "200 " + script(3, SESSION), "content-type: application/javascript");
        ROWS.add(
                        "takes a function that is no number for none",
                        dialog -> dialog.hear(() -> dialog.get(PATH + "?jsonp=alert")))
                .says("200 " + SESSION);
    }

    private static void refusals() {
        ROWS.add("refuses other versions", dialog -> dialog.hear(() -> dialog.get("/socket.io/2/")))
                .says("500 Protocol version not supported.");
        ROWS.add("has nothing under the bare path", dialog -> dialog.hear(() -> dialog.get("/socket.io/")))
                .says("400 {\"code\":0,\"message\":\"Transport unknown\"}")
                .but(NODE_0_9, BARE_PATH, "200 Welcome to socket.io.");
        ROWS.add("refuses an unknown transport", dialog -> {
                    dialog.shakeHands();
                    dialog.hear(() -> dialog.get(dialog.over("smoke")));
                })
                .says("400 Bad request")
                .but(NODE_0_9, BAD_PATHS, "dropped");
        ROWS.add("refuses a transport without an id", dialog -> dialog.hear(() -> dialog.get(PATH + "xhr-polling")))
                .says("400 Bad request")
                .but(NODE_0_9, BAD_PATHS, "200 " + SESSION);
        ROWS.add("refuses a WebSocket that is none", dialog -> {
                    dialog.shakeHands();
                    dialog.hear(() -> dialog.get(dialog.over("websocket")));
                })
                .says("400 Bad request")
                .but(NODE_0_9, BAD_PATHS, "dropped");
        ROWS.add(
                        "tells who polls that it does not know him",
                        dialog -> dialog.hear(() -> dialog.get(PATH + "xhr-polling/" + NOBODY)))
                .says("200 7:::1+0");
        ROWS.add(
                        "tells a script that it does not know it",
                        dialog -> dialog.hear(() -> dialog.get(PATH + "jsonp-polling/" + NOBODY + "?i=4")))
                .says("200 " + script(4, "7:::1+0"));
        ROWS.add(
                        "takes what nobody it knows posts for nothing",
                        dialog -> dialog.hear(() -> dialog.postTo(PATH + "xhr-polling/" + NOBODY, "3:::x")))
                .says("200 1");
        ROWS.add(
                        "tells a WebSocket that it does not know it",
                        dialog -> dialog.hear(dialog.connect(PATH + "websocket/" + NOBODY), 2))
                .says("7:::1+0", "close 1005")
                .but(NODE_0_9, CLOSE_FRAME, "7:::1+0", "close 1006");
    }

    private static void polling() {
        ROWS.add("greets with the first poll", dialog -> {
                    dialog.shakeHands();
                    RawResponse response = dialog.get(dialog.over("xhr-polling"));
                    dialog.hear(response.text());
                    dialog.hearHeaders(response, "content-type");
                })
                .says("1::", "content-type: text/plain; charset=UTF-8");
        ROWS.add("keeps pages of other origins out of polls unless told", dialog -> {
                    dialog.shakeHands();
                    dialog.hearHeaders(dialog.get(dialog.over("xhr-polling"), ORIGIN), CORS);
                })
                .says("access-control-allow-origin: -", "access-control-allow-credentials: -")
                .but(
                        NODE_0_9,
                        LEGACY_CORS,
                        "access-control-allow-origin: http://example.com",
                        "access-control-allow-credentials: true");
        ROWS.add("answers a message that is posted", dialog -> {
                    dialog.openPolling();
                    dialog.post("5:::{\"name\":\"echo\",\"args\":[1]}");
                    dialog.poll();
                })
                .says("200 1", "200 5:::{\"name\":\"echo\",\"args\":[1]}");
        ROWS.add("takes and gives several messages in one body", dialog -> {
                    dialog.openPolling();
                    dialog.post(framed("3:::é😀", "3:::b"));
                    dialog.poll();
                })
                .says("200 1", "200 \ufffd42\ufffd" + messageBack("\"é😀\"") + "\ufffd40\ufffd" + messageBack("\"b\""));
        ROWS.add("takes what is posted before the first poll", dialog -> {
                    dialog.shakeHands();
                    dialog.over("xhr-polling");
                    dialog.post("3:::a");
                    dialog.hear(() -> dialog.get(dialog.target()));
                })
                .says("200 1", "200 " + framed("1::", messageBack("\"a\"")))
                .but(NODE_0_9, EARLY_POST, "200 1", "200 8::");
        ROWS.add("answers the poll that waits", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.target());
                    dialog.post("3:::a");
                    dialog.unpark(poll);
                })
                .says("200 1", "200 " + messageBack("\"a\""));
        ROWS.add("ends a poll that has brought nothing", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.get(dialog.target()));
                })
                .says("200 8::");
        ROWS.add("lets a client go by its address", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.get(dialog.target() + "?disconnect=1"));
                    dialog.hear(() -> dialog.get(dialog.target()));
                })
                .says("200 ", "200 7:::1+0")
                .but(NODE_0_9, GONE, "200 ", "200 8::");
        ROWS.add("lets a client go that says so", dialog -> {
                    dialog.openPolling();
                    dialog.post("0::");
                    dialog.poll();
                })
                .says("200 1", "200 0::")
                .but(NODE_0_9, FAREWELL, "200 1", "200 7:::1+0");
        ROWS.add("says goodbye with the poll that waits", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.target());
                    dialog.post("5:::{\"name\":\"bye\",\"args\":[true]}");
                    dialog.unpark(poll);
                    dialog.poll();
                })
                .says("200 1", "200 0::", "200 7:::1+0");
    }

    private static void scripts() {
        ROWS.add("greets a script", dialog -> {
                    dialog.shakeHands();
                    RawResponse response = dialog.get(dialog.over("jsonp-polling") + "?i=12");
                    dialog.hear(response.text());
                    dialog.hearHeaders(response, "content-type", "x-xss-protection");
                })
                .says(script(12, "1::"), "content-type: text/javascript; charset=UTF-8", "x-xss-protection: 0");
        ROWS.add("takes forms of scripts, and answers with literals", dialog -> {
                    dialog.openScripts(0);
                    dialog.postForm("\"3:::a+b c&é\\\"\"");
                    dialog.poll();
                })
                .says("200 1", "200 " + script(0, messageBack("\"a+b c&é\\\"\"")));
        ROWS.add("takes several messages in one form", dialog -> {
                    dialog.openScripts(0);
                    dialog.postForm("\"" + framed("3:::a", "3:::b") + "\"");
                    dialog.poll();
                })
                .says("200 1", "200 " + script(0, framed(messageBack("\"a\""), messageBack("\"b\""))));
        ROWS.add("keeps line separators out of scripts", dialog -> {
                    dialog.openScripts(0);
                    dialog.postForm("\"3:::x\\u2028y\"");
                    dialog.poll();
                })
                .says("200 1", "200 " + script(0, messageBack("\"x\u2028y\"")).replace("\u2028", "\\u2028"))
                .but(NODE_0_9, LEGACY_ESCAPES, "200 1", "200 " + script(0, messageBack("\"x\u2028y\"")));
    }

    private static void pages() {
        ROWS.add("writes a page, a script for each message", dialog -> {
                    dialog.shakeHands();
                    RawHttp page = dialog.connection();
                    page.send("GET", dialog.over("htmlfile"), RawHttp.NOTHING);
                    dialog.hearHeaders(page.receiveHead(), "content-type", "transfer-encoding");
                    dialog.hear(text(page.chunk()).stripTrailing());
                    dialog.hear(text(page.chunk()));
                    dialog.post("3:::</p>\"");
                    dialog.hear(script(page));
                })
                .says(
                        "content-type: text/html; charset=UTF-8",
                        "transfer-encoding: chunked",
                        "<html><body><script>var _ = function (msg) { parent.s._(msg, document); };</script>",
                        "<script>_(\"1::\");</script>",
                        "200 1",
                        "<script>_(" + literal(messageBack("\"</p>\\\"\"")).replace("<", "\\u003c") + ");</script>")
                .but(
                        NODE_0_9,
                        LEGACY_ESCAPES,
                        "content-type: text/html; charset=UTF-8",
                        "transfer-encoding: chunked",
                        "<html><body><script>var _ = function (msg) { parent.s._(msg, document); };</script>",
                        "<script>_(\"1::\");</script>",
                        "200 1",
                        "<script>_(" + literal(messageBack("\"</p>\\\"\"")).replace("</", "<\\/") + ");</script>");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
