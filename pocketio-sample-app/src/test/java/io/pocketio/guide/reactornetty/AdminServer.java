package io.pocketio.guide.reactornetty;

import io.pocketio.SocketIoServer;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A Socket.IO server without Spring. */
final class AdminServer {

    private AdminServer() {}

    public static void main(String[] arguments) {
        start(8080).onDispose().block();
    }

    static DisposableServer start(int port) {
        SocketIoServer io = SocketIoServer.builder().build();
        handle(io);
        EngineRoute route = new EngineRoute(io.engine());
        return HttpServer.create()
                .port(port)
                .route(routes -> routes.route(request -> request.fullPath().equals("/socket.io/"), route))
                .bindNow();
    }

    private static void handle(SocketIoServer io) {
        io.of("/admin")
                .use(socket -> "secret".equals(socket.handshake().auth("token", String.class))
                        ? Mono.empty()
                        : Mono.error(new IllegalArgumentException()));
        io.of("/admin")
                .onConnect(socket -> socket.on("ban", Ban.class, (ban, ack) -> {
                    io.in(ban.user()).disconnectSockets();
                    ack.send(Map.of("banned", ban.user()));
                }));
    }

    record Ban(String user, int minutes) {}
}
