/** The Socket.IO server as its users see it: server, namespaces, sockets, rooms, broadcasts, acknowledgements. */
@NullMarked
package io.pocketio;

import org.jspecify.annotations.NullMarked;
