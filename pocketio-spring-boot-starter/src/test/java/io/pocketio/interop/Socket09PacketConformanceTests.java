package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.CLOSE_FRAME;
import static io.pocketio.interop.KnownDifference.ENDPOINT_QUERY;
import static io.pocketio.interop.KnownDifference.UNKNOWN_ENDPOINT;
import static io.pocketio.interop.OlderServer.NODE_0_9;
import static io.pocketio.interop.ProtocolRows.say;
import static io.pocketio.interop.Socket09Dialog.HEARTBEAT;
import static io.pocketio.interop.Socket09Dialog.messageBack;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages of Socket.IO 0.9 over a WebSocket: here, and with the server of that time. */
@ExtendWith(QuietLogs.class)
class Socket09PacketConformanceTests implements ConformanceByRows {

    private static final String ECHO = "5:::{\"name\":\"echo\",\"args\":[1]}";
    private static final String AUTH = "5::/custom:{\"name\":\"auth\",\"args\":[{}]}";

    static final ProtocolRows<Socket09Dialog> ROWS = ProtocolRows.socket09("messages");

    static {
        session();
        messages();
        acknowledgements();
        endpoints();
        ends();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS);
    }

    private static ProtocolRow exchange(String name, ProtocolRows.Step... steps) {
        return ROWS.exchange(name, Socket09Dialog::openWebSocket, Socket09Dialog.FENCE, steps);
    }

    private static void session() {
        ROWS.add("greets, whichever way", dialog -> {
                    dialog.shakeHands();
                    dialog.hear(dialog.connect(dialog.over("websocket")), 1);
                })
                .says("1::");
        ROWS.add("beats, and goes on beating for who answers", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    dialog.hear(socket.receive().describe());
                    socket.send(HEARTBEAT);
                    dialog.hear(socket.receive().describe());
                })
                .says("2::", "2::");
        exchange("answers a client's greeting", say(1, "1::")).says("1::");
        ROWS.add("takes heartbeats, errors and noops for nothing", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send(HEARTBEAT, HEARTBEAT, HEARTBEAT, "7:::1+0", "8::", ECHO);
                    String first = socket.receive().describe();
                    boolean isDue = first.equals(HEARTBEAT); // one may be, and no more
                    dialog.hear(isDue ? socket.receive().describe() : first);
                })
                .says(ECHO);
        ROWS.add("gives the query of the handshake to handlers", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket("?tok=e%20x");
                    socket.send("5:1+::{\"name\":\"query\",\"args\":[\"tok\"]}");
                    dialog.hear(socket, 1);
                })
                .says("6:::1+[\"e x\"]");
    }

    private static void messages() {
        exchange("takes messages", say(2, "3:::a:b::c", "3::: é😀\n\""))
                .says(messageBack("\"a:b::c\""), messageBack("\" é😀\\n\\\"\""));
        exchange("takes JSON", say(2, "4:::{\"a\":[1,null]}", "4:::\"text\""))
                .says(messageBack("{\"a\":[1,null]}"), messageBack("\"text\""));
        exchange("takes events", say(2, ECHO, "5:::{\"name\":\"echo\",\"args\":[\"é😀\",{\"a\":null}]}"))
                .says(ECHO, "5:::{\"name\":\"echo\",\"args\":[\"é😀\",{\"a\":null}]}");
        exchange(
                        "writes events without arguments",
                        say(2, "5:::{\"name\":\"echo\"}", "5:::{\"name\":\"echo\",\"args\":[]}"))
                .says("5:::{\"name\":\"echo\"}", "5:::{\"name\":\"echo\"}");
        exchange("takes events that nobody handles for nothing", say(1, "5:::{\"name\":\"nobody\"}", ECHO))
                .says(ECHO);
    }

    private static void acknowledgements() {
        exchange("has handlers acknowledge events", say(1, "5:1+::{\"name\":\"echo\",\"args\":[\"a\",{\"b\":1}]}"))
                .says("6:::1+[\"a\",{\"b\":1}]");
        exchange("acknowledges without arguments", say(1, "5:7+::{\"name\":\"echo\",\"args\":[]}"))
                .says("6:::7");
        exchange("acknowledges events itself where that is enough", say(2, "5:3::{\"name\":\"echo\",\"args\":[1]}"))
                .says("6:::3", ECHO);
        exchange("acknowledges messages itself", say(2, "3:4::a")).says("6:::4", messageBack("\"a\""));
        exchange("acknowledges JSON itself", say(2, "4:5::1")).says("6:::5", messageBack("1"));
        ROWS.add("asks for acknowledgements, and takes them", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send("6:::" + dialog.ask(socket) + "+[\"a\",2]");
                    dialog.hear(socket, 1);
                })
                .says("5:::{\"name\":\"answered\",\"args\":[\"a\",2]}");
        ROWS.add("takes acknowledgements without arguments", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send("6:::" + dialog.ask(socket));
                    dialog.hear(socket, 1);
                })
                .says("5:::{\"name\":\"answered\"}");
        exchange("takes an acknowledgement that nobody waits for for nothing", say(1, "6:::123456+[]", ECHO))
                .says(ECHO);
    }

    private static void endpoints() {
        exchange("opens an endpoint", say(2, "1::/custom"), say(1, "3::/custom:a"))
                .says("1::/custom", AUTH, "5::/custom:{\"name\":\"message-back\",\"args\":[\"a\"]}");
        exchange("opens an endpoint with a query", say(1, "1::/custom?a=1", ECHO))
                .says("1::/custom", AUTH.replace("{}", "{\"a\":\"1\"}"), ECHO)
                .but(NODE_0_9, ENDPOINT_QUERY, ECHO);
        exchange(
                        "acknowledges at an endpoint",
                        say(2, "1::/custom"),
                        say(1, "5:8+:/custom:{\"name\":\"message-with-ack\",\"args\":[1,2]}"))
                .says("1::/custom", AUTH, "6::/custom:8+[1,2]");
        ROWS.add("gives the query of the handshake to every endpoint", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket("?token=secret&name=x");
                    socket.send("1::/login");
                    dialog.hear(socket, 1);
                    socket.send("5:1+:/login:{\"name\":\"whoami\"}");
                    dialog.hear(socket, 1);
                })
                .says("1::/login", "6::/login:1+[\"x\"]");
        exchange("refuses an endpoint", say(1, "1::/auth")).says("7::/auth:2");
        exchange("refuses an endpoint that is not there", say(1, "1::/unknown", ECHO))
                .says("7::/unknown:2", ECHO)
                .but(NODE_0_9, UNKNOWN_ENDPOINT, ECHO);
        exchange("takes what is for an endpoint that is not open for nothing", say(1, "3::/custom:a", ECHO))
                .says(ECHO);
    }

    private static void ends() {
        exchange("lets a client leave an endpoint", say(2, "1::/custom"), say(1, "0::/custom", ECHO))
                .says("1::/custom", AUTH, ECHO);
        exchange("lets a client go that says so over a WebSocket", say(2, "0::"))
                .says("0::", "close 1005")
                .but(NODE_0_9, CLOSE_FRAME, "0::", "close 1006");
        exchange("disconnects", say(2, "5:::{\"name\":\"bye\",\"args\":[true]}"))
                .says("0::", "close 1005")
                .but(NODE_0_9, CLOSE_FRAME, "0::", "close 1006");
    }
}
