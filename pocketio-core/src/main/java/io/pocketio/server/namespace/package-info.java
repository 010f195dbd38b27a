/** Namespaces: how they come into being and go, their sockets, rooms and handlers. Internal: not for applications. */
@NullMarked
package io.pocketio.server.namespace;

import org.jspecify.annotations.NullMarked;
