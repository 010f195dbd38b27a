package io.pocketio.engine.session;

import io.pocketio.engine.FrameListener;
import io.pocketio.engine.packet.Frame;
import org.jspecify.annotations.Nullable;

/** For a WebSocket whose session has ended while it was being upgraded. */
final class IgnoringFrameListener implements FrameListener {

    static final IgnoringFrameListener INSTANCE = new IgnoringFrameListener();

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
