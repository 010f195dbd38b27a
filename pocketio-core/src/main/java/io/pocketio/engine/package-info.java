/** Engine.IO v4, independent of the HTTP server below and of Socket.IO above: sessions, transports, upgrade, heartbeat. */
@NullMarked
package io.pocketio.engine;

import org.jspecify.annotations.NullMarked;
