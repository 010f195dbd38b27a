/** The adapter of a server that is alone: rooms, the log of what was sent and the sessions of clients that may come back, in memory. */
@NullMarked
package io.pocketio.adapter.memory;

import org.jspecify.annotations.NullMarked;
