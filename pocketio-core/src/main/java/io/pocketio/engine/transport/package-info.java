/** What carries a session: the seam between the two, and the WebSocket. Not for applications. */
@NullMarked
package io.pocketio.engine.transport;

import org.jspecify.annotations.NullMarked;
