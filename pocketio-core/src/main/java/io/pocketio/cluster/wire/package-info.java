/** What nodes with the adapters of Socket.IO say to each other, piece by piece, in JSON and in MessagePack: the same pieces in all of their protocols. */
@NullMarked
package io.pocketio.cluster.wire;

import org.jspecify.annotations.NullMarked;
