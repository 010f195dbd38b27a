package io.pocketio.interop;

import org.jspecify.annotations.Nullable;

/**
 * The servers that older clients can talk to, those of a group with the same handlers and times; each is started when it is first
 * asked for.
 */
enum OlderServer {
    POCKETIO(InteropServer.GENERATIONS),
    NODE_4(Reference.node4(InteropServer.GENERATIONS)),
    NODE_2(Reference.older("2.5", "usual")),
    NODE_0_9(Reference.older("0.9", "usual")),

    /** With the times of {@link InteropServer#SHORT_TIMES_FOR_ALL}. */
    QUICK_POCKETIO(InteropServer.SHORT_TIMES_FOR_ALL),
    QUICK_NODE_4(Reference.node4(InteropServer.SHORT_TIMES_FOR_ALL)),
    QUICK_NODE_2(Reference.older("2.5", "quick")),
    QUICK_NODE_0_9(Reference.older("0.9", "quick")),

    /** They refuse some: {@link GuardScenarios}. */
    GUARDED_POCKETIO(InteropServer.GUARDED),
    GUARDED_NODE_4(Reference.node4(InteropServer.GUARDED)),
    GUARDED_NODE_2(Reference.older("2.5", "guarded")),
    GUARDED_NODE_0_9(Reference.older("0.9", "guarded"));

    /** A server of Node: how it is called, and what starts it. */
    private record Reference(String title, String script, String... options) {

        static Reference node4(InteropServer settings) {
            return new Reference("Node 4.8.4", "reference-server.js", settings.referenceOptions());
        }

        static Reference older(String... options) {
            return new Reference(
                    options[0].equals("2.5") ? "Node 2.5.0" : "Node 0.9.19", "reference-older.js", options);
        }
    }

    private final @Nullable InteropServer ours;
    private final @Nullable Reference reference;
    private int port;

    OlderServer(InteropServer ours) {
        this.ours = ours;
        this.reference = null;
    }

    OlderServer(Reference reference) {
        this.ours = null;
        this.reference = reference;
    }

    String title() {
        return reference == null ? "pocketio" : reference.title();
    }

    /** Skips what asks it where it cannot be started, unless the environment says {@code CI=true}: then that fails. */
    synchronized int port() {
        if (ours != null) {
            InteropServer.notAsReference("The rows ask servers of Node anyway");
            return ours.port();
        }
        if (port == 0 && reference != null) {
            port = InteropServer.startReference(reference.script(), reference.options());
        }
        return port;
    }

    /** Waits until a poll of the session is parked; those of Node, being one thread, park one after the other. */
    void awaitParkedPoll(String sid) {
        if (ours != null) {
            ours.awaitParkedPoll(EngineClient.SOCKET_IO, sid);
        } else {
            RawHttp.once(port(), "GET", "/socket.io/?EIO=9&transport=none");
            RawHttp.once(port(), "GET", "/socket.io/?EIO=9&transport=none");
        }
    }
}
