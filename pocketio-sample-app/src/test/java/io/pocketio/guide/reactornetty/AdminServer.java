package io.pocketio.guide.reactornetty;

import io.pocketio.ConnectRejectedException;
import io.pocketio.Namespace;
import io.pocketio.SocketIoServer;
import io.pocketio.server.SocketIoServerBuilder;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A Socket.IO server without Spring. */
final class AdminServer {

    private AdminServer() {}

    public static void main(String[] arguments) {
        serve(server(), 8080).onDispose().block();
    }

    static DisposableServer serve(SocketIoServer io, int port) {
        EngineRoute route = new EngineRoute(io.engine());
        return HttpServer.create()
                .port(port)
                .route(routes -> routes.route(request -> request.fullPath().equals("/socket.io/"), route))
                .bindNow();
    }

    static SocketIoServer server() {
        SocketIoServer io = SocketIoServerBuilder.create().build();
        Namespace admin = io.of("/admin");
        admin.use(socket -> "secret".equals(socket.handshake().auth("token", String.class))
                ? Mono.empty()
                : Mono.error(new ConnectRejectedException("Please log in")));
        admin.onConnect(socket -> socket.on("ban", Ban.class, (ban, ack) -> {
            io.in(ban.user()).disconnectSockets();
            ack.send(Map.of("banned", ban.user()));
        }));
        return io;
    }

    record Ban(String user, int minutes) {}
}
