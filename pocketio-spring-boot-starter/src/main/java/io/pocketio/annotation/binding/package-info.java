/** What is passed to a handler method: bound to its parameters, and validated. Not for applications. */
@NullMarked
package io.pocketio.annotation.binding;

import org.jspecify.annotations.NullMarked;
