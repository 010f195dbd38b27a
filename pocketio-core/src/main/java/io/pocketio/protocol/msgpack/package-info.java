/** Packets in MessagePack, for clients with {@code socket.io-msgpack-parser}. */
@NullMarked
package io.pocketio.protocol.msgpack;

import org.jspecify.annotations.NullMarked;
