package io.pocketio.redis;

import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The bus of one node, and what is beneath. */
final class BusNode implements AutoCloseable {

    static final LettuceBus.Limits LIMITS = new LettuceBus.Limits(16_000_000, 1_000_000);

    private final LettuceConnectionFactory application;
    private final RedisClients clients;
    private final ClusterCounters counters = new ClusterCounters();
    private final LettuceBus bus;

    private BusNode(LettuceConnectionFactory application, boolean sharded, LettuceBus.Limits limits) {
        this.application = application;
        this.clients = RedisClients.like(application);
        try {
            this.bus = connect(sharded, limits);
        } catch (RuntimeException failure) {
            clients.close();
            application.destroy();
            throw failure;
        }
    }

    private LettuceBus connect(boolean sharded, LettuceBus.Limits limits) {
        TimeSource time = new TimeSource(null);
        return sharded
                ? LettuceBus.connectSharded(clients, limits, counters, time)
                : LettuceBus.connect(clients, limits, counters, time);
    }

    static BusNode at(int port) {
        return at(port, LIMITS);
    }

    static BusNode at(int port, LettuceBus.Limits limits) {
        return new BusNode(TestRedis.connectionFactory(port), false, limits);
    }

    static BusNode shardedAt(int port) {
        return new BusNode(TestRedis.connectionFactory(port), true, LIMITS);
    }

    static BusNode on(TestRedisCluster cluster) {
        return new BusNode(cluster.connectionFactory(), false, LIMITS);
    }

    static BusNode shardedOn(TestRedisCluster cluster) {
        return new BusNode(cluster.connectionFactory(), true, LIMITS);
    }

    LettuceBus bus() {
        return bus;
    }

    ClusterCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        bus.close();
        clients.close();
        application.destroy();
    }
}
