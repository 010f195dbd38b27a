package io.pocketio.benchmarks.peers;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import io.netty.channel.epoll.Epoll;
import java.util.Map;

/**
 * Sends back what it is sent, to the sender or to the room that all clients are in. Listens on 127.0.0.1, at the port of the
 * environment variable {@code PORT}, and prints {@code ready} when it does.
 */
public final class NettySocketIoServer {

    private static final String ALL = "all";
    private static final String DEFAULT_PORT = "39170";

    /** As many as a crowd of clients that connect at once. */
    private static final int BACKLOG = 4096;

    private NettySocketIoServer() {}

    public static void main(String[] args) {
        SocketIOServer server = new SocketIOServer(configuration());
        server.addConnectListener(client -> client.joinRoom(ALL));
        server.addEventListener("echo", Map.class, (client, data, ack) -> client.sendEvent("echo", data));
        server.addEventListener("ack", Map.class, (client, data, ack) -> ack.sendAckData(data));
        server.addEventListener(
                "broadcast",
                Map.class,
                (client, data, ack) -> server.getRoomOperations(ALL).sendEvent("broadcast", data));
        server.addEventListener("bin", byte[].class, (client, data, ack) -> client.sendEvent("bin", (Object) data));
        server.start();
        System.out.println("ready");
    }

    /** As near to what the others do as it gets: no compression, the heartbeat of the Node server, epoll where there is one. */
    private static Configuration configuration() {
        SocketConfig socket = new SocketConfig();
        socket.setTcpNoDelay(true);
        socket.setReuseAddress(true);
        socket.setAcceptBackLog(BACKLOG);

        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(System.getenv().getOrDefault("PORT", DEFAULT_PORT)));
        configuration.setWorkerThreads(Integer.getInteger("threads", 0));
        configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
        configuration.setHttpCompression(false);
        configuration.setWebsocketCompression(false);
        configuration.setAckMode(AckMode.MANUAL); // otherwise there is a second, empty one
        configuration.setPingInterval(25_000);
        configuration.setPingTimeout(20_000);
        configuration.setSocketConfig(socket);
        return configuration;
    }
}
