package io.pocketio.interop;

import static io.pocketio.interop.KnownDifference.BAD_ORIGIN;
import static io.pocketio.interop.KnownDifference.FOREIGN_ORIGIN;
import static io.pocketio.interop.KnownDifference.MAIN_NAMESPACE_FIRST;
import static io.pocketio.interop.OlderServer.GUARDED_NODE_0_9;
import static io.pocketio.interop.OlderServer.GUARDED_NODE_2;
import static io.pocketio.interop.OlderServer.GUARDED_NODE_4;
import static io.pocketio.interop.OlderServer.GUARDED_POCKETIO;

import java.util.List;

/** Older clients that the application refuses, or that pages of other origins have loaded: here, and with the servers of Node. */
class OlderGuardConformanceTests implements ConformanceByRows {

    private static final String FRIEND = "Origin: http://friend.example";
    private static final String STRANGER = "Origin: http://stranger.example";
    private static final String[] CORS = {"access-control-allow-origin", "access-control-allow-credentials"};
    private static final String POLLING = EngineIo3Dialog.PATH + "polling";
    private static final String WEBSOCKET = EngineIo3Dialog.PATH + "websocket";
    private static final String SHAKE = Socket09Dialog.PATH;

    static final ProtocolRows<EngineIo3Dialog> ENGINE_IO_3 =
            ProtocolRows.engineIo3("guards", GUARDED_POCKETIO, GUARDED_NODE_4, GUARDED_NODE_2);
    static final ProtocolRows<Socket09Dialog> SOCKET_0_9 =
            ProtocolRows.socket09("guards", GUARDED_POCKETIO, GUARDED_NODE_0_9);

    static {
        requests();
        middlewares();
        origins();
        legacyRequests();
        legacyOrigins();
    }

    @Override
    public List<ProtocolRows<?>> themes() {
        return List.of(ENGINE_IO_3, SOCKET_0_9);
    }

    private static void requests() {
        ENGINE_IO_3
                .add("refuses a request, and says why", dialog -> dialog.hear(() -> dialog.get(POLLING + "&refuse=no")))
                .says("403 {\"code\":4,\"message\":\"no\"}");
        ENGINE_IO_3
                .add("refuses a WebSocket", dialog -> dialog.hear(() -> dialog.refuse(WEBSOCKET + "&refuse=no")))
                .says("400 no");
    }

    private static void middlewares() {
        ENGINE_IO_3
                .add("refuses by a middleware of the main namespace", dialog -> {
                    RawWebSocket socket = dialog.connect(WEBSOCKET + "&unwelcome=1");
                    dialog.learn(socket.receive().describe());
                    dialog.hear(socket, 1);
                })
                .says("44\"unwelcome\"");
        ENGINE_IO_3
                .add("refuses by a middleware, over polling", dialog -> {
                    RawResponse opened = dialog.get(POLLING + "&unwelcome=1");
                    dialog.learn(opened.text());
                    if (!opened.text().contains(":44")) { // not of a session's id
                        opened = dialog.get(POLLING + "&unwelcome=1&sid=" + dialog.sid());
                    }
                    dialog.hear(opened.text().replaceFirst("^95:0[{].*?[}]", ""));
                })
                .says("13:44\"unwelcome\"");
        ENGINE_IO_3
                .add("lets who is refused join another namespace", dialog -> {
                    RawWebSocket socket = dialog.connect(WEBSOCKET + "&unwelcome=1");
                    dialog.learn(socket.receive().describe());
                    dialog.hear(socket, 1);
                    socket.send("40/custom,");
                    dialog.get(POLLING + "&refuse=no"); // by then that has been taken
                    socket.send("2");
                    dialog.hear(socket, 1);
                })
                .says("44\"unwelcome\"", "40/custom,")
                .but(GUARDED_NODE_2, MAIN_NAMESPACE_FIRST, "44\"unwelcome\"", "3");
    }

    private static void origins() {
        ENGINE_IO_3
                .add("lets pages of an origin that is named read", dialog -> hearOpening(dialog, FRIEND))
                .says(
                        "200",
                        "access-control-allow-origin: http://friend.example",
                        "access-control-allow-credentials: true");
        ENGINE_IO_3
                .add("refuses pages of other origins", dialog -> hearOpening(dialog, STRANGER))
                .says("403", "access-control-allow-origin: -", "access-control-allow-credentials: -")
                .but(
                        GUARDED_NODE_4,
                        FOREIGN_ORIGIN,
                        "200",
                        "access-control-allow-origin: http://friend.example",
                        "access-control-allow-credentials: true");
        ENGINE_IO_3
                .add(
                        "refuses WebSockets of other origins",
                        dialog -> dialog.hearStatus(dialog.refuse(WEBSOCKET, STRANGER)))
                .says("403")
                .but(GUARDED_NODE_4, FOREIGN_ORIGIN, "101")
                .but(GUARDED_NODE_2, FOREIGN_ORIGIN, "400");
        ENGINE_IO_3
                .add("opens WebSockets of an origin that is named", dialog -> {
                    RawWebSocket socket = dialog.connect(WEBSOCKET, FRIEND);
                    dialog.learn(socket.receive().describe());
                    dialog.hear(socket, 1);
                })
                .says("40");
    }

    /** What is opened differs each time. */
    private static void hearOpening(EngineIo3Dialog dialog, String origin) {
        RawResponse response = dialog.get(POLLING, origin);
        dialog.hearStatus(response);
        dialog.hearHeaders(response, CORS);
    }

    private static void legacyRequests() {
        SOCKET_0_9
                .add("refuses a handshake", dialog -> dialog.hear(() -> dialog.get(SHAKE + "?refuse=no", FRIEND)))
                .says("403 handshake unauthorized");
        SOCKET_0_9
                .add("refuses a script", dialog -> dialog.hear(() -> dialog.get(SHAKE + "?refuse=no&jsonp=3", FRIEND)))
                .says("200 io.j[3](new Error(\"handshake unauthorized\"));");
    }

    private static void legacyOrigins() {
        SOCKET_0_9
                .add("lets pages of an origin that is named read", dialog -> hear(dialog, SHAKE, FRIEND))
                .says(
                        "200 " + Socket09Dialog.SESSION,
                        "access-control-allow-origin: http://friend.example",
                        "access-control-allow-credentials: true");
        SOCKET_0_9
                .add("lets pages of an origin that is named poll", dialog -> {
                    dialog.learn(dialog.get(SHAKE, FRIEND).text());
                    hear(dialog, dialog.over("xhr-polling"), FRIEND);
                })
                .says(
                        "200 1::",
                        "access-control-allow-origin: http://friend.example",
                        "access-control-allow-credentials: true");
        SOCKET_0_9
                .add("refuses pages of other origins", dialog -> hear(dialog, SHAKE, STRANGER))
                .says("403 Forbidden", "access-control-allow-origin: -", "access-control-allow-credentials: -")
                .but(
                        GUARDED_NODE_0_9,
                        BAD_ORIGIN,
                        "403 handshake bad origin",
                        "access-control-allow-origin: -",
                        "access-control-allow-credentials: -");
        SOCKET_0_9
                .add(
                        "refuses scripts for pages of other origins",
                        dialog -> dialog.hear(() -> dialog.get(SHAKE + "?jsonp=3", STRANGER)))
                .says("403 Forbidden")
                .but(GUARDED_NODE_0_9, BAD_ORIGIN, "200 io.j[3](new Error(\"handshake bad origin\"));");
    }

    private static void hear(Socket09Dialog dialog, String target, String origin) {
        RawResponse response = dialog.get(target, origin);
        dialog.hear(() -> response);
        dialog.hearHeaders(response, CORS);
    }
}
