package io.pocketio.server.namespace;

import io.pocketio.Namespace;

/** What tests of other packages ask of a namespace. */
public final class NamespaceProbe {

    private NamespaceProbe() {}

    /** Broadcasts whose answers somebody waits for. */
    public static int pendingBroadcasts(Namespace namespace) {
        return ((DefaultNamespace) namespace).localSockets().pendingBroadcasts();
    }
}
