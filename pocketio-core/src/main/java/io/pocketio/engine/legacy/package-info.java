/**
 * How clients of Socket.IO 0.7 to 0.9 come, before there was an Engine.IO: their handshakes, and what carries their messages. Not for
 * applications.
 */
@NullMarked
package io.pocketio.engine.legacy;

import org.jspecify.annotations.NullMarked;
