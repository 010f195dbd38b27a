/** One client in one namespace: its state, what it sends and who listens to it. Internal: not for applications. */
@NullMarked
package io.pocketio.server.socket;

import org.jspecify.annotations.NullMarked;
