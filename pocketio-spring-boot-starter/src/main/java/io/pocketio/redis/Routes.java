package io.pocketio.redis;

import io.lettuce.core.RedisURI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** To which master a channel belongs, as far as is known. Immutable. */
interface Routes {

    /** @param address {@code null} for a Redis that is no cluster */
    record Master(@Nullable RedisURI address) {}

    /** All that something may belong to. */
    Set<Master> masters();

    Master of(String channel);
}
