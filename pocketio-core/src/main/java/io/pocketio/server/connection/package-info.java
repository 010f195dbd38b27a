/** The packets of one session, and the sockets that it has in namespaces. Internal: not for applications. */
@NullMarked
package io.pocketio.server.connection;

import org.jspecify.annotations.NullMarked;
