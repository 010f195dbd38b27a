package io.pocketio.autoconfigure.cluster;

import io.pocketio.SocketIoEmitter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.autoconfigure.OnClusterAdapter;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.sharded.ShardedAdapters;
import io.pocketio.cluster.sharded.ShardedOptions;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.TimeSource;

/** For {@code pocketio.adapter.type: redis-sharded}. */
record ShardedMessaging(MessageBus bus, PocketIoAdapterProperties properties, ClusterCounters counters)
        implements ClusterMessaging {

    @Override
    public AdapterFactory adapters() {
        ShardedOptions options = new ShardedOptions(
                properties.prefix(),
                properties.requestTimeout(),
                properties.redisSharded().subscriptionMode());
        return new ShardedAdapters(bus, options, counters, new TimeSource(null));
    }

    /** Node has no emitter for it either. */
    @Override
    public SocketIoEmitter emitter(JsonCodec codec) {
        throw new AdapterUnavailableException(
                "There is no SocketIoEmitter for " + OnClusterAdapter.PROPERTY + " " + properties.type() + ".",
                "Let the nodes of the cluster have " + OnClusterAdapter.PROPERTY + " redis, or let one of them send.",
                null);
    }
}
