package io.pocketio.engine.packet;

import org.jspecify.annotations.Nullable;

/**
 * Reads a payload of Engine.IO 3: packets with their lengths ahead. Goes over it once, and looks no further ahead than to the next
 * packet. Not thread-safe.
 */
abstract class CountedReader implements PayloadReader {

    /** Of a length: more than any that fits, and room for the zeros that clients may put ahead. */
    static final int MAX_DIGITS = 16;

    /** A length that is none. */
    static final int NONE = -1;

    final byte[] payload;

    /** Where the next packet is. Nothing is left when it is empty. */
    private int start;

    private int end;
    private boolean broken;

    CountedReader(byte[] payload) {
        this.payload = payload;
    }

    /** For constructors, which leave nothing else to be done. */
    final void begin() {
        if (payload.length == 0) {
            broken = true;
        } else {
            advance();
        }
    }

    @Override
    public final boolean hasNext() {
        return broken || start < end;
    }

    @Override
    public final int remaining() {
        return payload.length - start;
    }

    @Override
    public final @Nullable EnginePacket next() {
        if (broken) {
            stop();
            return null;
        }
        EnginePacket packet = decode(start, end);
        if (packet == null) {
            stop();
        } else {
            advance();
        }
        return packet;
    }

    private void stop() {
        broken = false;
        start = payload.length;
        end = payload.length;
    }

    /** What is empty is passed over, as in the servers of its time: clients that have nothing to send say so. */
    private void advance() {
        do {
            start = end;
            if (start == payload.length) {
                return;
            }
            start = header(end);
            end = start == NONE ? NONE : end(start);
        } while (start == end && !isBroken());
        if (isBroken()) {
            stop();
            broken = true;
        }
    }

    private boolean isBroken() {
        return end == NONE;
    }

    /**
     * Reads what stands ahead of a packet.
     *
     * @return where the packet begins; {@link #NONE} when that cannot be read
     */
    abstract int header(int at);

    /** Where the packet ends whose header has been read; {@link #NONE} when there is no such place. */
    abstract int end(int from);

    abstract @Nullable EnginePacket decode(int from, int to);
}
