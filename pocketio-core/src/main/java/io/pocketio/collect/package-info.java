/** Collections that clients cannot make slow. Not for applications. */
@NullMarked
package io.pocketio.collect;

import org.jspecify.annotations.NullMarked;
