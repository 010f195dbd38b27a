package io.pocketio.redis;

import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the way to channels. Called by one thread at a time. */
interface Topology {

    /** Whether it is one that changes. */
    boolean changes();

    /** Asks the cluster what has become of it. */
    CompletionStage<?> refresh();

    /**
     * The routes as the cluster was when it was last asked.
     *
     * @param before what they were; {@code null} for the first
     * @param isAway the masters that cannot be reached
     */
    Routes routes(@Nullable Routes before, Predicate<Routes.Master> isAway);
}
