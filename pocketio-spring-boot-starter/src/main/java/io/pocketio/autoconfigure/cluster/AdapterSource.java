package io.pocketio.autoconfigure.cluster;

import io.pocketio.adapter.AdapterFactory;

/** Makes the adapters of a cluster, where all that they need is there. */
@FunctionalInterface
interface AdapterSource {

    AdapterFactory adapters(PocketIoAdapterProperties properties);
}
