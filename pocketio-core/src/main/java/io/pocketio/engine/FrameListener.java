package io.pocketio.engine;

import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a {@link FrameChannel}, implemented by the engine. The binding calls it in the channel's lane.
 *
 * @since 0.1
 */
public interface FrameListener {

    /** A whole message, its fragments put together, no longer than {@link EngineOptions#maxHttpBufferSize()}. */
    void frame(Frame frame);

    /**
     * So many bytes are here of a message that has not come in full; 0 when there is none any more. Told at the end of a read.
     * Without these calls such bytes do not count in {@link EngineOptions#maxTotalInboundBuffer()}.
     */
    default void partial(int bytes) {}

    /** What is pending has fallen below the low-water mark. */
    void writable();

    /**
     * The peer is behind, or has caught up: 16 KiB ({@link EngineOptions#UNCOUNTED_BYTES}) or more are pending although all has
     * been flushed, or much of that has gone since. Without these calls what is pending counts in {@link
     * EngineOptions#maxOutboundBuffer()} only, not in {@link EngineOptions#maxTotalOutboundBuffer()}.
     */
    default void backlogChanged() {}

    /**
     * The peer has sent a close frame behind ours: it has, or could have, read all that came before that. Without this call nothing is known.
     */
    default void closeAnswered() {}

    /**
     * The connection is gone; nothing is called after it. Exactly once for each accepted channel.
     *
     * @param cause {@code null} when the peer, or the engine itself, closed it; else what broke: an I/O error, a violation of
     *     the WebSocket protocol, a message above the limit
     */
    void closed(@Nullable Throwable cause);
}
