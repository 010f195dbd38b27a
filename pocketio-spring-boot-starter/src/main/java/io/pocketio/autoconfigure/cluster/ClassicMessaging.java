package io.pocketio.autoconfigure.cluster;

import io.pocketio.SocketIoEmitter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.classic.ClassicAdapters;
import io.pocketio.cluster.classic.ClassicEmitters;
import io.pocketio.cluster.classic.ClassicOptions;
import io.pocketio.cluster.emitter.ClusterEmitter;
import io.pocketio.json.JsonCodec;
import io.pocketio.lane.TimeSource;

/** For {@code pocketio.adapter.type: redis}. */
record ClassicMessaging(MessageBus bus, PocketIoAdapterProperties properties, ClusterCounters counters)
        implements ClusterMessaging {

    @Override
    public AdapterFactory adapters() {
        ClassicOptions options = new ClassicOptions(
                properties.prefix(),
                properties.requestTimeout(),
                properties.redis().publishOnSpecificResponseChannel());
        return new ClassicAdapters(bus, options, counters, new TimeSource(null));
    }

    @Override
    public SocketIoEmitter emitter(JsonCodec codec) {
        return new ClusterEmitter(new ClassicEmitters(bus, properties.prefix(), codec));
    }
}
