/** WebSockets on Reactor Netty, with frames straight from and to its channels. Not for applications. */
@NullMarked
package io.pocketio.webflux.netty;

import org.jspecify.annotations.NullMarked;
