package io.pocketio.interop;

import static io.pocketio.interop.Dialog.hex;
import static io.pocketio.interop.EngineIo3Dialog.OPEN;
import static io.pocketio.interop.EngineIo3Dialog.OPEN_4;
import static io.pocketio.interop.EngineIo3Dialog.payload;
import static io.pocketio.interop.EngineIo3Dialog.script;
import static io.pocketio.interop.KnownDifference.ASCII;
import static io.pocketio.interop.KnownDifference.BYTES;
import static io.pocketio.interop.KnownDifference.OVERLAP;
import static io.pocketio.interop.KnownDifference.PONG;
import static io.pocketio.interop.KnownDifference.SCRIPT_BINARY;
import static io.pocketio.interop.KnownDifference.SCRIPT_TYPE;
import static io.pocketio.interop.KnownDifference.TOO_LARGE;
import static io.pocketio.interop.KnownDifference.TWICE;
import static io.pocketio.interop.OlderServer.NODE_2;
import static io.pocketio.interop.OlderServer.NODE_4;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients of Engine.IO 3 poll and post, in all forms of a payload: here, and with Node. */
@ExtendWith(QuietLogs.class)
class EngineIo3PollingConformanceTests implements ConformanceByRows {

    private static final int LIMIT = 1_000_000;
    private static final String BINARY_ECHO = "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]";

    private static final String TWICE_ENCODED = new String("é😀".getBytes(UTF_8), ISO_8859_1);
    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String AS_NODE_WRITES_BYTES = "{\"type\":\"Buffer\",\"data\":[0,4,2,255,"
            + "52,53,49,45,91,34,101,99,104,111,34,44,123,34,95,112,108,97,99,101,104,111,108,100,101,114,34,58,"
            + "116,114,117,101,44,34,110,117,109,34,58,48,125,93,1,4,255,4,1,2,3]}";

    static final ProtocolRows<EngineIo3Dialog> ROWS = ProtocolRows.engineIo3("polling");

    static {
        texts();
        bytes();
        firstClients();
        polls();
        scripts();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS);
    }

    private static void texts() {
        ROWS.add("takes several packets in one payload, and answers in one", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.postPayload("12:42[\"echo\",1]12:42[\"echo\",2]"));
                    dialog.poll();
                })
                .says("200 ok", "200 12:42[\"echo\",1]12:42[\"echo\",2]");
        ROWS.add("counts in UTF-16 units", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.postPayload("16:42[\"echo\",\"é😀\"]12:42[\"echo\",2]"));
                    dialog.poll();
                })
                .says("200 ok", "200 31:42[\"echo\",\"\\u00e9\\ud83d\\ude00\"]12:42[\"echo\",2]")
                .but(NODE_4, ASCII, "200 ok", "200 16:42[\"echo\",\"é😀\"]12:42[\"echo\",2]")
                .but(NODE_2, ASCII, "200 ok", "200 16:42[\"echo\",\"é😀\"]12:42[\"echo\",2]");
        ROWS.add("takes base64 within text", dialog -> {
                    dialog.openPolling("&b64=1");
                    dialog.post(BINARY_ECHO, "b4AQID");
                    dialog.poll();
                })
                .says("200 42:" + BINARY_ECHO + "6:b4AQID");
        ROWS.add("acknowledges binary in base64", dialog -> {
                    dialog.openPolling("&b64=1");
                    dialog.post(BINARY_ECHO.replace("[\"", "7[\""), "b4AQID");
                    dialog.poll();
                })
                .says("200 36:461-7[{\"_placeholder\":true,\"num\":0}]6:b4AQID");
        ROWS.add("ends a session whose payload is none", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.postPayload("x"));
                    dialog.poll();
                })
                .says("200 ok", UNKNOWN);
        ROWS.add("ends a session whose payload is cut short", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.postPayload("13:42[\"echo\",1]"));
                    dialog.poll();
                })
                .says("200 ok", UNKNOWN);
        ROWS.add("refuses a payload above the limit, and goes on", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.postPayload("4" + "a".repeat(LIMIT)));
                    dialog.hear(() -> dialog.postPayload(payload("42[\"echo\",1]")));
                })
                .says("413 ", "200 ok")
                .but(NODE_2, TOO_LARGE, "dropped", UNKNOWN);
    }

    private static void bytes() {
        ROWS.add("answers with bytes when there is something binary", dialog -> {
                    dialog.openPolling();
                    dialog.post(BINARY_ECHO, "b4AQID", "42[\"echo\",\"é😀\"]");
                    dialog.poll();
                })
                .says("200 bytes 000402ff" + hex(BINARY_ECHO) + "0104ff04010203" + "000109ff"
                        + hex("42[\"echo\",\"é😀\"]"));
        ROWS.add("takes bytes", dialog -> {
                    dialog.openPolling("&b64=1");
                    dialog.hear(() -> dialog.postBytes(
                            "000402ff" + hex(BINARY_ECHO) + "0104ff04010203" + "000102ff" + hex("42[\"echo\",1]")));
                    dialog.poll();
                })
                .says("200 ok", "200 42:" + BINARY_ECHO + "6:b4AQID12:42[\"echo\",1]");
        ROWS.add("reads text within bytes as UTF-8", dialog -> {
                    dialog.openPolling();
                    dialog.hear(() -> dialog.postBytes("000109ff" + hex("42[\"echo\",\"é😀\"]")));
                    dialog.poll();
                })
                .says("200 ok", "200 31:42[\"echo\",\"\\u00e9\\ud83d\\ude00\"]")
                .but(NODE_4, ASCII, "200 ok", "200 16:42[\"echo\",\"é😀\"]")
                .but(NODE_2, ASCII, "200 ok", "200 16:42[\"echo\",\"é😀\"]");
    }

    /** Socket.IO 1 encodes text twice when it posts text, and its first clients read bytes alone. */
    private static void firstClients() {
        ROWS.add("reads what is encoded twice", dialog -> {
                    dialog.openPolling("&b64=1");
                    dialog.hear(() -> dialog.postPayload(payload("42[\"echo\",\"" + TWICE_ENCODED + "\"]")));
                    dialog.poll();
                })
                .says("200 ok", "200 31:42[\"echo\",\"\\u00e9\\ud83d\\ude00\"]")
                .but(NODE_4, TWICE, "200 ok", "200 19:42[\"echo\",\"" + TWICE_ENCODED + "\"]")
                .but(NODE_2, TWICE, "200 ok", "200 19:42[\"echo\",\"" + TWICE_ENCODED + "\"]");
        ROWS.add("answers clients with bytes that can read nothing else", dialog -> {
                    RawResponse response = dialog.get(EngineIo3Dialog.PATH + "polling&t=1796023002542-0");
                    dialog.hear(() -> response);
                    dialog.hearHeaders(response, "content-type");
                })
                .says("200 bytes 000905ff" + hex(OPEN), "content-type: application/octet-stream")
                .but(NODE_4, BYTES, "200 116:" + OPEN_4, "content-type: text/plain; charset=UTF-8")
                .but(NODE_2, BYTES, "200 95:" + OPEN + "2:40", "content-type: text/plain; charset=UTF-8");
    }

    private static void polls() {
        ROWS.add("answers the poll that waits", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.polling());
                    dialog.post("42[\"echo\",1]");
                    dialog.hear(poll::receive);
                })
                .says("200 12:42[\"echo\",1]");
        ROWS.add("ends a session that polls twice at a time", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.polling());
                    dialog.poll();
                    dialog.hear(poll::receive);
                    dialog.poll();
                })
                .says("400 ", "200 1:1", UNKNOWN)
                .but(NODE_2, OVERLAP, "500 ", "200 1:1", UNKNOWN);
        ROWS.add("answers pings", dialog -> {
                    dialog.openPolling();
                    dialog.post("2", "2hello", "2probe");
                    dialog.poll();
                })
                .says("200 1:31:31:3");
        ROWS.add("takes a pong for nothing", dialog -> {
                    dialog.openPolling();
                    dialog.post("3");
                    dialog.hear(() -> dialog.postPayload(payload("42[\"echo\",1]")));
                    dialog.poll();
                })
                .says("200 ok", "200 12:42[\"echo\",1]")
                .but(NODE_4, PONG, UNKNOWN, UNKNOWN);
        ROWS.add("takes a noop for nothing", dialog -> {
                    dialog.openPolling();
                    dialog.post("6", "42[\"echo\",1]");
                    dialog.poll();
                })
                .says("200 12:42[\"echo\",1]");
        ROWS.add("lets a client go that says so", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.polling());
                    dialog.post("1");
                    dialog.hear(poll::receive);
                    dialog.poll();
                })
                .says("200 1:6", UNKNOWN);
        ROWS.add("says goodbye with the poll that waits", dialog -> {
                    dialog.openPolling();
                    RawHttp poll = dialog.park(dialog.polling());
                    dialog.post("42[\"bye\",true]");
                    dialog.hear(poll::receive);
                })
                .says("200 2:41");
        ROWS.add("says goodbye with the next poll", dialog -> {
                    dialog.openPolling();
                    dialog.post("42[\"bye\",true]");
                    dialog.poll();
                })
                .says("200 2:41");
    }

    private static void scripts() {
        ROWS.add("opens for a script", dialog -> {
                    RawResponse response = dialog.get(EngineIo3Dialog.PATH + "polling&j=7&b64=1");
                    dialog.learn(response.text());
                    dialog.hear(response.text());
                    dialog.hearHeaders(response, "content-type");
                })
                .says(script(7, "95:" + OPEN), "content-type: text/javascript; charset=UTF-8")
                .but(NODE_4, SCRIPT_TYPE, script(7, "116:" + OPEN_4), "content-type: text/plain; charset=UTF-8")
                .but(NODE_2, SCRIPT_TYPE, script(7, "95:" + OPEN + "2:40"), "content-type: text/plain; charset=UTF-8");
        ROWS.add("takes forms, and answers with literals", dialog -> {
                    dialog.openPolling("&j=0&b64=1");
                    dialog.hear(() -> dialog.postForm(payload("42[\"echo\",\"a+b c&d=e\\\"\"]")));
                    dialog.poll();
                })
                .says("200 ok", "200 " + script(0, "24:42[\"echo\",\"a+b c&d=e\\\"\"]"));
        ROWS.add("keeps line separators out of scripts", dialog -> {
                    dialog.openPolling("&j=0&b64=1");
                    dialog.hear(() -> dialog.postForm(payload("42[\"echo\",\"\u2028\"]")));
                    dialog.poll();
                })
                .says("200 ok", "200 " + script(0, "19:42[\"echo\",\"\\u2028\"]"))
                .but(NODE_4, ASCII, "200 ok", "200 ___eio[0](\"14:42[\\\"echo\\\",\\\"\\u2028\\\"]\");")
                .but(NODE_2, ASCII, "200 ok", "200 ___eio[0](\"14:42[\\\"echo\\\",\\\"\\u2028\\\"]\");");
        ROWS.add("reads line ends in forms as pages write them", dialog -> {
                    dialog.openPolling("&j=0&b64=1");
                    dialog.hear(() -> dialog.postForm("17:42[\"echo\",\"x\\\\ny\"]"));
                    dialog.poll();
                })
                .says("200 ok", "200 " + script(0, "17:42[\"echo\",\"x\\ny\"]"));
        ROWS.add("writes what is binary to scripts in base64", dialog -> {
                    dialog.openPolling("&j=12&b64=1");
                    dialog.hear(() -> dialog.postForm(payload(BINARY_ECHO, "b4AQID")));
                    dialog.poll();
                })
                .says("200 ok", "200 " + script(12, "42:" + BINARY_ECHO + "6:b4AQID"));
        ROWS.add("writes what is binary to scripts that have not asked for base64", dialog -> {
                    dialog.openPolling("&j=12");
                    dialog.hear(() -> dialog.postForm(payload(BINARY_ECHO, "b4AQID")));
                    dialog.poll();
                })
                .says("200 ok", "200 " + script(12, "42:" + BINARY_ECHO + "6:b4AQID"))
                .but(NODE_4, SCRIPT_BINARY, "200 ok", "200 ___eio[12](" + AS_NODE_WRITES_BYTES + ");")
                .but(NODE_2, SCRIPT_BINARY, "200 ok", "200 ___eio[12](" + AS_NODE_WRITES_BYTES + ");");
        ROWS.add("calls the function of a number alone", dialog -> {
                    dialog.openPolling("&j=1alert2&b64=1");
                    dialog.hear(() -> dialog.postForm(payload("42[\"echo\",1]")));
                    dialog.poll();
                })
                .says("200 ok", "200 " + script(12, "12:42[\"echo\",1]"));
    }
}
