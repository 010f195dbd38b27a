package io.pocketio.server.handler;

import io.pocketio.Ack;
import org.jspecify.annotations.Nullable;

/** What a handler gets when the client wants no reply. Thread-safe. */
public enum UnrequestedAck implements Ack {
    INSTANCE;

    @Override
    public boolean isRequested() {
        return false;
    }

    @Override
    public void send(@Nullable Object... arguments) {
        // nobody waits for it
    }
}
