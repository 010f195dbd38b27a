/** The WebSocket protocol: frames, their compression, and what is wrong with them. Not for applications. */
@NullMarked
package io.pocketio.websocket;

import org.jspecify.annotations.NullMarked;
