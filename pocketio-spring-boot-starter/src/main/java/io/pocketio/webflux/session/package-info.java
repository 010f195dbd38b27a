/** WebSockets on any other server, by way of Spring's sessions. Not for applications. */
@NullMarked
package io.pocketio.webflux.session;

import org.jspecify.annotations.NullMarked;
