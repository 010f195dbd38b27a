/** In which order, and where, the handlers of a socket are called. Internal: not for applications. */
@NullMarked
package io.pocketio.server.dispatch;

import org.jspecify.annotations.NullMarked;
