package io.pocketio.engine.transport;

import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/** For a WebSocket that belongs to no session, or to one that has ended while it was being upgraded, and is being closed. Stateless. */
public final class IgnoringFrameListener implements FrameListener {

    public static final IgnoringFrameListener INSTANCE = new IgnoringFrameListener();

    private IgnoringFrameListener() {}

    @Override
    public void frame(Frame frame) {
        // the channel is being closed
    }

    @Override
    public void writable() {
        // nothing is written
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        // nobody is interested
    }
}
