package io.pocketio.interop;

/** The ways over which an Engine.IO session runs. */
enum Wire {
    POLLING,
    WEBSOCKET,
    UPGRADED;

    /** A Socket.IO client that has not joined a namespace yet. */
    EngineClient open(InteropServer server) {
        return open(server, EngineClient.SOCKET_IO);
    }

    EngineClient open(InteropServer server, String path) {
        return switch (this) {
            case POLLING -> new PollingClient(server, path);
            case WEBSOCKET -> WebSocketClient.open(server, path);
            case UPGRADED -> WebSocketClient.upgrade(new PollingClient(server, path));
        };
    }
}
