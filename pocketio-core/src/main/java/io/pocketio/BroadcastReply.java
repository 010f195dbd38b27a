package io.pocketio;

import io.pocketio.protocol.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * What one client answered to a broadcast.
 *
 * @param socketId {@code null} when the answer came by way of a node that does not tell whose it is
 * @since 0.1
 */
public record BroadcastReply(@Nullable String socketId, Arguments arguments) {}
