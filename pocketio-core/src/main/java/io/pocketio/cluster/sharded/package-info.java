/** How nodes talk that have the Redis adapter for sharded channels. */
@NullMarked
package io.pocketio.cluster.sharded;

import org.jspecify.annotations.NullMarked;
