/** Who may come: judges requests for new sessions and for those that are open, answers the refused ones and says what goes with the others' answers. Not for applications. */
@NullMarked
package io.pocketio.engine.handshake;

import org.jspecify.annotations.NullMarked;
