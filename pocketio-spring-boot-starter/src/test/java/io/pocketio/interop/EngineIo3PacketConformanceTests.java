package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.ASCII;
import static io.pocketio.interop.KnownDifference.EXPLICIT_CONNECT;
import static io.pocketio.interop.KnownDifference.FOREIGN_NAMESPACE;
import static io.pocketio.interop.KnownDifference.PONG;
import static io.pocketio.interop.KnownDifference.SECOND_CONNECT;
import static io.pocketio.interop.KnownDifference.UNKNOWN_NAMESPACE;
import static io.pocketio.interop.OlderServer.NODE_2;
import static io.pocketio.interop.OlderServer.NODE_4;
import static io.pocketio.interop.ProtocolRows.say;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Packets of Socket.IO 1 and 2 over a WebSocket: here, and with the servers of Node. */
@ExtendWith(QuietLogs.class)
class EngineIo3PacketConformanceTests implements ConformanceByRows {

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private static final String ECHO = "42[\"echo\",1]";
    private static final String MESSAGE = "42/custom,[\"message\",1]";
    private static final String AUTH = "42/custom,[\"auth\",{}]";

    static final ProtocolRows<EngineIo3Dialog> ROWS = ProtocolRows.engineIo3("packets");

    static {
        engine();
        events();
        namespaces();
        ends();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ROWS);
    }

    private static ProtocolRow exchange(String name, ProtocolRows.Step... steps) {
        return ROWS.exchange(name, EngineIo3Dialog::openWebSocket, EngineIo3Dialog.FENCE, steps);
    }

    /** Of a client that leaves the main namespace meanwhile. */
    private static ProtocolRow leaving(String name, ProtocolRows.Step... steps) {
        return ROWS.exchange(name, EngineIo3Dialog::openWebSocket, EngineIo3Dialog.PING, steps);
    }

    private static void engine() {
        exchange("answers pings over a WebSocket", say(3, "2", "2hello", "2probe"))
                .says("3", "3", "3");
        exchange("takes a pong for nothing over a WebSocket", say(1, "3", ECHO))
                .says(ECHO)
                .but(NODE_4, PONG, "close 1005");
        exchange("takes a noop for nothing over a WebSocket", say(1, "6", ECHO)).says(ECHO);
        exchange("takes a close packet over a WebSocket for nothing", say(1, "1", ECHO))
                .says(ECHO);
    }

    private static void events() {
        exchange("handles events", say(2, "42[\"echo\",{\"a\":[1,null,true]}]", "42[\"echo\",\"e\",-1.5]"))
                .says("42[\"echo\",{\"a\":[1,null,true]}]", "42[\"echo\",\"e\",-1.5]");
        exchange("writes text that is not ASCII", say(1, "42[\"echo\",\"é😀\"]"))
                .says("42[\"echo\",\"\\u00e9\\ud83d\\ude00\"]")
                .but(NODE_4, ASCII, "42[\"echo\",\"é😀\"]")
                .but(NODE_2, ASCII, "42[\"echo\",\"é😀\"]");
        ROWS.add("writes text that is not ASCII to who offers extensions", dialog -> {
                    RawWebSocket socket = dialog.connect(
                            EngineIo3Dialog.PATH + "websocket", "Sec-WebSocket-Extensions: permessage-deflate");
                    socket.receive();
                    socket.send("42[\"echo\",\"é😀\"]");
                    dialog.hear(socket, 2);
                })
                .says("40", "42[\"echo\",\"é😀\"]");
        ROWS.add("takes and writes what is binary, its type ahead of it", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send("452-[\"echo\"," + PLACEHOLDER + ",{\"b\":{\"_placeholder\":true,\"num\":1}}]");
                    socket.send(HexFormat.of().parseHex("04010203"));
                    socket.send(HexFormat.of().parseHex("04"));
                    dialog.hear(socket, 3);
                })
                .says(
                        "452-[\"echo\",{\"_placeholder\":true,\"num\":0},{\"b\":{\"_placeholder\":true,\"num\":1}}]",
                        "binary 04010203",
                        "binary 04");
        exchange("acknowledges", say(2, "421[\"echo\",\"e\"]", "422[\"echo\"]")).says("431[\"e\"]", "432[]");
        ROWS.add("acknowledges with what is binary", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send("451-12[\"echo\"," + PLACEHOLDER + "]");
                    socket.send(HexFormat.of().parseHex("04ff00"));
                    dialog.hear(socket, 2);
                })
                .says("461-12[{\"_placeholder\":true,\"num\":0}]", "binary 04ff00");
        ROWS.add("asks for acknowledgements, and takes them", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    String id = dialog.ask(socket);
                    socket.send("43" + id + "[\"a\",2]");
                    dialog.hear(socket, 1);
                })
                .says("42[\"answered\",\"a\",2]");
        ROWS.add("takes acknowledgements with what is binary", dialog -> {
                    RawWebSocket socket = dialog.openWebSocket();
                    socket.send("461-" + dialog.ask(socket) + "[" + PLACEHOLDER + "]");
                    socket.send(HexFormat.of().parseHex("0405"));
                    dialog.hear(socket, 2);
                })
                .says("451-[\"answered\",{\"_placeholder\":true,\"num\":0}]", "binary 0405");
        exchange("takes an acknowledgement that nobody waits for for nothing", say(1, "43123456[]", ECHO))
                .says(ECHO);
    }

    private static void namespaces() {
        exchange("joins a namespace", say(2, "40/custom,"), say(1, MESSAGE))
                .says("40/custom,", AUTH, "42/custom,[\"message-back\",1]");
        exchange("joins a namespace without a comma", say(2, "40/custom"), say(1, MESSAGE))
                .says("40/custom,", AUTH, "42/custom,[\"message-back\",1]");
        exchange(
                        "takes a query behind a namespace",
                        say(1, "40/login?token=secret&name=x%20y%26z,"),
                        say(1, "42/login,5[\"whoami\"]"))
                .says("40/login,", "43/login,5[\"x y&z\"]");
        exchange(
                        "takes a query without a comma",
                        say(1, "40/login?token=secret&name=x"),
                        say(1, "42/login,5[\"whoami\"]"))
                .says("40/login,", "43/login,5[\"x\"]");
        exchange("gives the query behind a namespace to handlers", say(2, "40/custom?a=%20,"))
                .says("40/custom,", "42/custom,[\"auth\",{\"a\":\" \"}]");
        exchange("acknowledges in a namespace", say(2, "40/custom,"), say(1, "42/custom,8[\"message-with-ack\",1,2]"))
                .says("40/custom,", AUTH, "43/custom,8[1,2]");
        exchange("refuses by a middleware, with its message", say(1, "40/login,"))
                .says("44/login,\"not authorized\"");
        exchange("refuses by a middleware, with its data", say(1, "40/auth,")).says("44/auth,{\"a\":1}");
        exchange("refuses a namespace that is not there", say(1, "40/unknown,"))
                .says("44/unknown,\"Invalid namespace\"")
                .but(NODE_4, UNKNOWN_NAMESPACE, "44/unknown,{\"message\":\"Invalid namespace\"}");
        exchange("takes an explicit CONNECT to the main namespace for nothing", say(1, "40", ECHO))
                .says(ECHO)
                .but(NODE_4, EXPLICIT_CONNECT, "close 1005");
        exchange("takes a second CONNECT to a namespace for nothing", say(2, "40/custom,"), say(1, "40/custom,", ECHO))
                .says("40/custom,", AUTH, ECHO)
                .but(NODE_4, SECOND_CONNECT, "40/custom,", AUTH, "close 1005")
                .but(NODE_2, SECOND_CONNECT, "40/custom,", AUTH, "40/custom,", AUTH, ECHO);
    }

    private static void ends() {
        exchange("lets a client leave a namespace", say(2, "40/custom,"), say(1, "41/custom,", ECHO))
                .says("40/custom,", AUTH, ECHO);
        exchange("lets a client leave without a comma", say(2, "40/custom,"), say(1, "41/custom", ECHO))
                .says("40/custom,", AUTH, ECHO);
        exchange("lets a client come back", say(2, "40/custom,"), say(1, "41/custom,", ECHO), say(2, "40/custom,"))
                .says("40/custom,", AUTH, ECHO, "40/custom,", AUTH);
        exchange("ends who talks to a namespace that he is not in", say(1, MESSAGE, ECHO))
                .says("close 1005")
                .but(NODE_2, FOREIGN_NAMESPACE, ECHO);
        leaving("lets a client leave the main namespace alone", say(2, "40/custom,"), say(1, "41", MESSAGE))
                .says("40/custom,", AUTH, "42/custom,[\"message-back\",1]");
        leaving("disconnects from a namespace", say(1, "42[\"bye\",false]")).says("41");
        exchange("disconnects", say(2, "42[\"bye\",true]")).says("41", "close 1005");
    }
}
