/** Annotations that make methods of any bean handlers of a Socket.IO namespace. */
@NullMarked
package io.pocketio.annotation;

import org.jspecify.annotations.NullMarked;
