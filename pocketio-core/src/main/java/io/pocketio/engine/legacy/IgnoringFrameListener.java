package io.pocketio.engine.legacy;

import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/** For a WebSocket that belongs to no session, and is being closed. */
final class IgnoringFrameListener implements FrameListener {

    static final IgnoringFrameListener INSTANCE = new IgnoringFrameListener();

    private IgnoringFrameListener() {}

    @Override
    public void frame(Frame frame) {
        // nobody is interested
    }

    @Override
    public void writable() {
        // nothing is written any more
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        // as intended
    }
}
