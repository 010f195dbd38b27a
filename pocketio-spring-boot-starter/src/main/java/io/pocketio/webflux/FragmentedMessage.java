package io.pocketio.webflux;

import io.netty.buffer.ByteBuf;
import io.pocketio.engine.packet.Frame;
import java.util.Arrays;

/** A message that comes in more than one frame, put together. Takes no more memory than has arrived, twice. Not thread-safe. */
final class FragmentedMessage {

    private static final int FIRST_CAPACITY = 1024;

    private final boolean binary;
    private final int limit;
    private byte[] bytes = {};
    private int length;

    FragmentedMessage(boolean binary, int limit) {
        this.binary = binary;
        this.limit = limit;
    }

    /** {@code false} when the message becomes longer than the limit; it is of no use then. */
    boolean add(ByteBuf fragment) {
        int added = fragment.readableBytes();
        if (added > limit - length) {
            return false;
        }
        if (added > bytes.length - length) {
            int doubled = Math.max(FIRST_CAPACITY, 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(doubled, length + added)));
        }
        fragment.readBytes(bytes, length, added);
        length += added;
        return true;
    }

    Frame whole() {
        return binary ? Frame.binary(bytes, 0, length) : Frame.text(bytes, 0, length);
    }
}
