/**
 * Makes servers: {@link io.pocketio.server.SocketIoServerBuilder} puts them together from the packages below, which are internal and
 * not for applications.
 */
@NullMarked
package io.pocketio.server;

import org.jspecify.annotations.NullMarked;
