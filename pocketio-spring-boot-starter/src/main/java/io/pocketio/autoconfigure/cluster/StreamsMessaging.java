package io.pocketio.autoconfigure.cluster;

import io.lettuce.core.RedisException;
import io.pocketio.SocketIoEmitter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.RecoveryLimits;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import io.pocketio.autoconfigure.PocketIoProperties;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.emitter.ClusterEmitter;
import io.pocketio.cluster.streams.SessionOptions;
import io.pocketio.cluster.streams.StreamsAdapters;
import io.pocketio.cluster.streams.StreamsEmitters;
import io.pocketio.cluster.streams.StreamsOptions;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.TimeSource;
import io.pocketio.redis.LettuceRecoveryStore;
import io.pocketio.redis.LettuceStreamStore;
import io.pocketio.redis.RedisClients;
import org.jspecify.annotations.Nullable;

/** For {@code pocketio.adapter.type: redis-streams}. What it is made with is closed with it, but for the clients and the bus. */
final class StreamsMessaging implements ClusterMessaging, AutoCloseable {

    private final RedisClients clients;
    private final MessageBus bus;
    private final LettuceStreamStore streams;
    private final PocketIoProperties properties;
    private final ClusterCounters counters;
    private @Nullable LettuceRecoveryStore kept;

    StreamsMessaging(
            RedisClients clients,
            MessageBus bus,
            LettuceStreamStore streams,
            PocketIoProperties properties,
            ClusterCounters counters) {
        this.clients = clients;
        this.bus = bus;
        this.streams = streams;
        this.properties = properties;
        this.counters = counters;
    }

    @Override
    public AdapterFactory adapters() {
        TimeSource time = new TimeSource(null);
        PocketIoProperties.ConnectionStateRecovery recovery = properties.connectionStateRecovery();
        if (!recovery.enabled()) {
            return new StreamsAdapters(bus, streams, options(), counters, time);
        }
        LettuceRecoveryStore store = connect(time);
        kept = store;
        SessionOptions sessions =
                new SessionOptions(properties.adapter().redisStreams().sessionKeyPrefix(), limits(recovery));
        return new StreamsAdapters(bus, streams, options(), store, sessions, counters, time);
    }

    private static RecoveryLimits limits(PocketIoProperties.ConnectionStateRecovery recovery) {
        return new RecoveryLimits(
                recovery.maxDisconnectionDuration(),
                recovery.maxDisconnectionDuration(),
                recovery.maxPackets(),
                recovery.maxBuffer().toBytes(),
                recovery.maxSessions());
    }

    private LettuceRecoveryStore connect(TimeSource time) {
        try {
            return LettuceRecoveryStore.connect(clients, time);
        } catch (RedisException failure) {
            throw RedisFailures.explained(properties.adapter().type(), failure);
        }
    }

    @Override
    public SocketIoEmitter emitter(JsonCodec codec) {
        return new ClusterEmitter(new StreamsEmitters(streams, options(), codec));
    }

    private StreamsOptions options() {
        PocketIoAdapterProperties adapter = properties.adapter();
        PocketIoAdapterProperties.RedisStreams settings = adapter.redisStreams();
        return new StreamsOptions(
                settings.streamName(),
                settings.streamCount(),
                settings.maxLength(),
                adapter.prefix(),
                adapter.requestTimeout());
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
        streams.close();
    }
}
