package io.pocketio.engine.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a payload of Engine.IO 4: packets with a separator between them. Not thread-safe. */
final class SeparatedReader implements PayloadReader {

    private final byte[] payload;
    private final byte separator;
    private int start;

    SeparatedReader(byte[] payload, byte separator) {
        this.payload = payload;
        this.separator = separator;
    }

    @Override
    public boolean hasNext() {
        return start <= payload.length;
    }

    @Override
    public int remaining() {
        return Math.max(0, payload.length - start);
    }

    @Override
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
