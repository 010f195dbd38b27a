package io.pocketio.engine.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a polling payload apart, packet by packet, as fast as its reader wants. Not thread-safe.
 *
 * @since 0.1
 */
public final class PayloadReader {

    private final byte[] payload;
    private final byte separator;
    private int start;

    PayloadReader(byte[] payload, byte separator) {
        this.payload = payload;
        this.separator = separator;
    }

    /** Whether something is left; at first there always is, be it the packet that an empty payload is not. */
    public boolean hasNext() {
        return start <= payload.length;
    }

    /** Bytes that are left to be read. */
    public int remaining() {
        return Math.max(0, payload.length - start);
    }

    /** The next packet; {@code null} when it is none, and what follows is not to be read. */
    public @Nullable EnginePacket next() {
        int end = indexOfSeparator(start);
        EnginePacket packet = EnginePacket.decode(slice(start, end));
        start = end + 1;
        return packet;
    }

    private int indexOfSeparator(int from) {
        int at = from;
        while (at < payload.length && payload[at] != separator) {
            at++;
        }
        return at;
    }

    /** A copy of a part, because who keeps a small packet must not keep a large payload. */
    private Frame slice(int from, int to) {
        boolean isWhole = from == 0 && to == payload.length;
        return Frame.text(isWhole ? payload : Arrays.copyOfRange(payload, from, to));
    }
}
