package io.pocketio.autoconfigure.cluster;

import io.pocketio.SocketIoEmitter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.json.JsonCodec;

/** What talks to the nodes of a cluster, where all that it needs is there. */
interface ClusterMessaging {

    /** For a node. */
    AdapterFactory adapters();

    /** For a process that is none. */
    SocketIoEmitter emitter(JsonCodec codec);
}
