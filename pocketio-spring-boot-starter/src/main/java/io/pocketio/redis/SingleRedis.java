package io.pocketio.redis;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** No cluster: all belongs to the one there is. */
final class SingleRedis implements Topology {

    private static final Routes.Master ONLY = new Routes.Master(null);

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public CompletionStage<?> refresh() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Routes routes(@Nullable Routes before, Predicate<Routes.Master> isAway) {
        return new ToOne(ONLY);
    }

    /** All goes to one master. */
    record ToOne(Master master) implements Routes {

        @Override
        public Set<Master> masters() {
            return Set.of(master);
        }

        @Override
        public Master of(String channel) {
            return master;
        }
    }
}
