/** The binding to Spring WebFlux: one handler for polling and WebSocket on any path, connections, and the browser client's files. */
@NullMarked
package io.pocketio.webflux;

import org.jspecify.annotations.NullMarked;
