/** Makes a Spring Boot WebFlux application a Socket.IO server, configured by {@code pocketio.*}. */
@NullMarked
package io.pocketio.autoconfigure;

import org.jspecify.annotations.NullMarked;
