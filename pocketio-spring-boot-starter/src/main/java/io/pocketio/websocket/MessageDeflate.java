package io.pocketio.websocket;

import io.pocketio.engine.packet.Frame;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses and uncompresses messages, each for itself. One for all connections of an event loop, and confined to it: what it holds
 * outside of the heap is far more than a connection weighs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.2">RFC 7692, message payload transformation</a>
 */
public final class MessageDeflate {

    /** What each compressed message ends with, and therefore does without. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    /** What is kept for the next message. */
    private static final int SCRATCH = 16 * 1024;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private byte[] scratch = new byte[SCRATCH];

    /** Of what has been inflated into the scratch. */
    private int length;

    /** The message's compressed form; the message itself when that is not shorter. */
    public Frame deflate(Frame message) {
        int space = message.length();
        byte[] out = space <= scratch.length ? scratch : new byte[space];
        deflater.setInput(message.array(), message.offset(), message.length());
        int written = deflater.deflate(out, 0, space, Deflater.SYNC_FLUSH);
        deflater.reset();
        if (written == space) {
            return message;
        }
        byte[] deflated = Arrays.copyOf(out, written - TAIL.length);
        return message.isBinary() ? Frame.binary(deflated) : Frame.text(deflated);
    }

    /**
     * The message of a compressed form.
     *
     * @param limit of the message's length; it takes no more memory than about that
     * @throws WebSocketViolation when it is longer, or was not compressed
     */
    public Frame inflate(Frame deflated, int limit) {
        length = 0;
        try {
            inflate(deflated.array(), deflated.offset(), deflated.length(), limit);
            inflate(TAIL, 0, TAIL.length, limit);
            byte[] message = Arrays.copyOf(scratch, length);
            return deflated.isBinary() ? Frame.binary(message) : Frame.text(message);
        } catch (DataFormatException malformed) {
            throw new WebSocketViolation(WebSocketViolation.INVALID_DATA, "Message that is not compressed as it says");
        } finally {
            inflater.reset();
            if (scratch.length > SCRATCH) {
                scratch = new byte[SCRATCH];
            }
        }
    }

    private void inflate(byte[] input, int offset, int count, int limit) throws DataFormatException {
        inflater.setInput(input, offset, count);
        boolean more = count > 0;
        while (more) {
            int added = inflater.inflate(scratch, length, scratch.length - length);
            length += added;
            if (length > limit) {
                throw WebSocketViolation.tooBig(limit);
            }
            if (inflater.finished()) {
                // of a block that calls itself the last one: others may follow
                int rest = inflater.getRemaining();
                inflater.reset();
                inflater.setInput(input, offset + count - rest, rest);
                more = rest > 0;
            } else if (length == scratch.length) {
                scratch = Arrays.copyOf(scratch, (int) Math.min(2L * length, Math.min(limit + 1L, LONGEST_ARRAY)));
            } else {
                more = !inflater.needsInput();
                if (more && added == 0) {
                    throw new DataFormatException();
                }
            }
        }
    }

    /** Frees what is outside of the heap. Not to be used afterwards. */
    public void end() {
        deflater.end();
        inflater.end();
    }
}
