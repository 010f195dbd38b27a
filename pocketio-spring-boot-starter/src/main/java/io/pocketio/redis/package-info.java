/** Carries what nodes of a cluster say to each other by way of Redis, on connections of its own. */
@NullMarked
package io.pocketio.redis;

import org.jspecify.annotations.NullMarked;
