package io.pocketio.autoconfigure.cluster;

import io.pocketio.SocketIoEmitter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.emitter.ClusterEmitter;
import io.pocketio.cluster.streams.StreamsAdapters;
import io.pocketio.cluster.streams.StreamsEmitters;
import io.pocketio.cluster.streams.StreamsOptions;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.TimeSource;
import io.pocketio.redis.LettuceStreamStore;

/**
 * For {@code pocketio.adapter.type: redis-streams}.
 *
 * @param store closed with this
 */
record StreamsMessaging(
        MessageBus bus, LettuceStreamStore store, PocketIoAdapterProperties properties, ClusterCounters counters)
        implements ClusterMessaging, AutoCloseable {

    @Override
    public AdapterFactory adapters() {
        return new StreamsAdapters(bus, store, options(), counters, new TimeSource(null));
    }

    @Override
    public SocketIoEmitter emitter(JsonCodec codec) {
        return new ClusterEmitter(new StreamsEmitters(store, options(), codec));
    }

    private StreamsOptions options() {
        PocketIoAdapterProperties.RedisStreams streams = properties.redisStreams();
        return new StreamsOptions(
                streams.streamName(),
                streams.streamCount(),
                streams.maxLength(),
                properties.prefix(),
                properties.requestTimeout());
    }

    @Override
    public void close() {
        store.close();
    }
}
