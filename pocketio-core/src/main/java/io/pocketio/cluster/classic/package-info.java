/** How nodes talk that use the Redis adapter of Socket.IO for publish and subscribe, the oldest one. */
@NullMarked
package io.pocketio.cluster.classic;

import org.jspecify.annotations.NullMarked;
