/** Memory that clients can fill: how much may wait for one of them and for all, and who is disconnected when it is more. Not for applications. */
@NullMarked
package io.pocketio.engine.budget;

import org.jspecify.annotations.NullMarked;
