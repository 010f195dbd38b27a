package io.pocketio.webflux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.pocketio.engine.packet.Frame;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire forms of frames that go to several channels in one turn of an event loop. Confined to that. */
final class SharedFrames {

    /** A longer frame is kept from its first recipient on, a shorter one from its second on: copying is cheaper than sharing. */
    private static final int LONG_FRAME = 4096;

    private final int reservedBits;

    private @Nullable Frame lastShort;
    private @Nullable ByteBuf lastShortBytes;
    private final Map<Frame, ByteBuf> longFrames = new IdentityHashMap<>(0);

    /** @param reservedBits set in the header of each frame */
    SharedFrames(int reservedBits) {
        this.reservedBits = reservedBits;
    }

    /**
     * The wire form of a frame.
     *
     * @return with a reference for the caller; {@code null} for a short frame that has not been asked for just before
     */
    @Nullable
    ByteBuf shared(Frame frame, ByteBufAllocator allocator) {
        if (frame.length() >= LONG_FRAME) {
            return longFrames
                    .computeIfAbsent(frame, key -> encode(key, allocator))
                    .retainedDuplicate();
        }
        if (frame != lastShort) {
            forgetShort();
            lastShort = frame;
            return null;
        }
        if (lastShortBytes == null) {
            lastShortBytes = encode(frame, allocator);
        }
        return lastShortBytes.retainedDuplicate();
    }

    private ByteBuf encode(Frame frame, ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(WebSocketFrames.MAX_HEADER + frame.length());
        WebSocketFrames.write(frame, reservedBits, bytes);
        return bytes;
    }

    /** At the end of the turn. */
    void forget() {
        forgetShort();
        longFrames.values().forEach(ByteBuf::release);
        longFrames.clear();
    }

    private void forgetShort() {
        lastShort = null;
        if (lastShortBytes != null) {
            lastShortBytes.release();
            lastShortBytes = null;
        }
    }
}
