/** How nodes talk that have the Redis adapter for streams. */
@NullMarked
package io.pocketio.cluster.streams;

import org.jspecify.annotations.NullMarked;
