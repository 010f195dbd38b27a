/** Calls handler methods, and answers with what they give or throw. Not for applications. */
@NullMarked
package io.pocketio.annotation.invocation;

import org.jspecify.annotations.NullMarked;
