/** Finds annotated handler methods among the beans, and registers them with the server. Not for applications. */
@NullMarked
package io.pocketio.annotation.discovery;

import org.jspecify.annotations.NullMarked;
