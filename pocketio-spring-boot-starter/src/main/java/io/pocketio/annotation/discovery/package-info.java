/**
 * Finds annotated handler methods among the beans, and registers them with the server. Not for applications, but for {@link
 * io.pocketio.annotation.discovery.SocketHandlerMethodProcessor}, the bean that does it where there is no auto-configuration.
 */
@NullMarked
package io.pocketio.annotation.discovery;

import org.jspecify.annotations.NullMarked;
