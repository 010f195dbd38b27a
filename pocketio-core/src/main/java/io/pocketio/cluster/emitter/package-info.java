/** Sends to the clients of a cluster from outside of it. */
@NullMarked
package io.pocketio.cluster.emitter;

import org.jspecify.annotations.NullMarked;
