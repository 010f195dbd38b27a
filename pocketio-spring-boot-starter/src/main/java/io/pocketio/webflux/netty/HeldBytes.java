package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has been received and is to be read later: no more than came in one burst. Confined to the event loop. */
final class HeldBytes {

    /** {@code null} for most connections, at most times. */
    private @Nullable Queue<ByteBuf> buffers;

    private boolean behind;

    boolean isEmpty() {
        return buffers == null;
    }

    /** Whether something is held, or has been since this was asked last: more of it may be on its way here. */
    boolean wasHeld() {
        boolean was = behind;
        behind = buffers != null;
        return was;
    }

    void add(ByteBuf bytes) {
        behind = true;
        if (buffers == null) {
            buffers = new ArrayDeque<>();
        }
        buffers.add(bytes);
    }

    /** Gives all of it away. */
    void drainTo(Consumer<ByteBuf> taker) {
        Queue<ByteBuf> drained = buffers;
        if (drained != null) {
            buffers = null;
            drained.forEach(taker);
        }
    }
}
