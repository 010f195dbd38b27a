package io.pocketio.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cluster. What is published on a plain channel reaches all of it, so that one master will do: in its order, and counted by those who
 * count on masters. Another one is chosen when it is a master no more, or cannot be reached. A sharded channel belongs to the master of
 * its slot.
 */
record RedisCluster(RedisClients clients, ChannelCommands commands) implements Topology {

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public CompletionStage<?> refresh() {
        return clients.refreshPartitions();
    }

    @Override
    public Routes routes(@Nullable Routes before, Predicate<Routes.Master> isAway) {
        return commands == ChannelCommands.SHARDED ? bySlot(before) : toOne(before, isAway);
    }

    private List<RedisClusterNode> masters() {
        return clients.partitions().stream()
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM) && !node.hasNoSlots())
                .toList();
    }

    private Routes toOne(@Nullable Routes before, Predicate<Routes.Master> isAway) {
        List<Routes.Master> all = new ArrayList<>();
        masters().forEach(node -> all.add(new Routes.Master(node.getUri())));
        if (before != null
                && (all.isEmpty()
                        || all.containsAll(before.masters())
                                && before.masters().stream().noneMatch(isAway))) {
            return before;
        }
        if (before != null && all.size() > 1) {
            all.removeAll(before.masters());
        }
        if (all.isEmpty()) {
            throw new RedisException("The Redis cluster has no masters");
        }
        Collections.shuffle(all); // not all nodes by way of the same one
        return new SingleRedis.ToOne(all.get(0));
    }

    private Routes bySlot(@Nullable Routes before) {
        Routes.Master[] bySlot =
                before instanceof BySlot known ? known.bySlot.clone() : new Routes.Master[SlotHash.SLOT_COUNT];
        for (RedisClusterNode node : masters()) {
            Routes.Master master = new Routes.Master(node.getUri());
            node.forEachSlot(slot -> bySlot[slot] = master);
        }
        if (Arrays.asList(bySlot).contains(null)) {
            throw new RedisException("The Redis cluster does not serve all slots");
        }
        return new BySlot(bySlot);
    }

    /** A slot that nobody has any more is still asked for where it was. */
    private static final class BySlot implements Routes {

        private final Master[] bySlot;
        private final Set<Master> masters;

        BySlot(Master[] bySlot) {
            this.bySlot = bySlot;
            this.masters = new HashSet<>(List.of(bySlot));
        }

        @Override
        public Set<Master> masters() {
            return masters;
        }

        @Override
        public Master of(String channel) {
            return bySlot[SlotHash.getSlot(channel.getBytes(UTF_8))];
        }
    }
}
