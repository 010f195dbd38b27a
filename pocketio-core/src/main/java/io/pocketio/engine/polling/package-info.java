/** Long-polling: from HTTP requests to the packets of a session, and back. Not for applications. */
@NullMarked
package io.pocketio.engine.polling;

import org.jspecify.annotations.NullMarked;
