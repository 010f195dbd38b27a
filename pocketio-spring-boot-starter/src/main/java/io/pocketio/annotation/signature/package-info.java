/** Handler methods as their classes declare them, for the time of the start. Not for applications. */
@NullMarked
package io.pocketio.annotation.signature;

import org.jspecify.annotations.NullMarked;
