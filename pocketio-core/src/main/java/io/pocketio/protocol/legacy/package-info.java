/** Packets as the clients of Socket.IO 0.7 to 0.9 have them. */
@NullMarked
package io.pocketio.protocol.legacy;

import org.jspecify.annotations.NullMarked;
