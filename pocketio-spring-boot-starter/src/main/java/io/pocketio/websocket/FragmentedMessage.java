package io.pocketio.websocket;

import io.pocketio.engine.packet.Frame;
import java.util.Arrays;

/** A message that comes in more than one frame, put together. Takes no more memory than twice what has come. Not thread-safe. */
final class FragmentedMessage {

    private static final int FIRST_CAPACITY = 1024;

    private final boolean binary;
    private final int limit;
    private byte[] bytes = {};
    private int length;

    /** @param limit what the fragments do not exceed together, as the caller makes sure */
    FragmentedMessage(boolean binary, int limit) {
        this.binary = binary;
        this.limit = limit;
    }

    int length() {
        return length;
    }

    void add(byte[] fragment) {
        int needed = length + fragment.length;
        if (needed > bytes.length) {
            int doubled = Math.max(FIRST_CAPACITY, 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(doubled, needed)));
        }
        System.arraycopy(fragment, 0, bytes, length, fragment.length);
        length = needed;
    }

    Frame whole() {
        return binary ? Frame.binary(bytes, 0, length) : Frame.text(bytes, 0, length);
    }
}
