/** Clients that come back to their session: around what a socket sends, and around nothing else. Internal: not for applications. */
@NullMarked
package io.pocketio.server.recovery;

import org.jspecify.annotations.NullMarked;
