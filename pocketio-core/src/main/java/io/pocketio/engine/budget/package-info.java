/** Memory that clients can fill: how much may wait for them, and who goes when it is more. Not for applications. */
@NullMarked
package io.pocketio.engine.budget;

import org.jspecify.annotations.NullMarked;
