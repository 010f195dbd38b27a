/** Socket.IO v5 packets and their codecs: knows nothing of sessions. */
@NullMarked
package io.pocketio.protocol;

import org.jspecify.annotations.NullMarked;
