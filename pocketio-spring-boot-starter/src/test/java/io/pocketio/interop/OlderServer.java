package io.pocketio.interop;

/** The servers that older clients can talk to, with the same handlers and times; each is started when it is first asked for. */
enum OlderServer {
    POCKETIO("pocketio"),
    NODE_4("Node 4.8.4", "reference-server.js", "{\"allowEIO3\":true,\"pingInterval\":1000,\"pingTimeout\":8000}"),
    NODE_2("Node 2.5.0", "reference-older.js", "2.5"),
    NODE_0_9("Node 0.9.19", "reference-older.js", "0.9");

    private final String title;
    private final String[] command;
    private int port;

    OlderServer(String title, String... command) {
        this.title = title;
        this.command = command;
    }

    String title() {
        return title;
    }

    /** Skips what asks it where it cannot be started, unless the environment says {@code CI=true}: then that fails. */
    synchronized int port() {
        if (this == POCKETIO) {
            InteropServer.notAsReference("The rows ask servers of Node anyway");
        }
        if (port == 0) {
            port = this == POCKETIO ? InteropServer.GENERATIONS.port() : startReference();
        }
        return port;
    }

    private int startReference() {
        return InteropServer.startReference(command[0], command[1]);
    }

    /** Waits until a poll of the session is parked; those of Node, being one thread, park one after the other. */
    void awaitParkedPoll(String sid) {
        if (this == POCKETIO) {
            InteropServer.GENERATIONS.awaitParkedPoll(EngineClient.SOCKET_IO, sid);
        } else {
            RawHttp.once(port(), "GET", "/socket.io/?EIO=9&transport=none");
            RawHttp.once(port(), "GET", "/socket.io/?EIO=9&transport=none");
        }
    }
}
