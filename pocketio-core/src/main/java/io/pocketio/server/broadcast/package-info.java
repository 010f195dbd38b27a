/** From one to many: broadcasts, what they ask for, and sockets wherever they are. Internal: not for applications. */
@NullMarked
package io.pocketio.server.broadcast;

import org.jspecify.annotations.NullMarked;
