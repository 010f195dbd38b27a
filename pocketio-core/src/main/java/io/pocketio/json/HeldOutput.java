package io.pocketio.json;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a mapper and its target: what is written before {@link #release()} is held back, so that a value that fails
 * half-way leaves nothing behind and can be written again. Closing or flushing it does nothing. For implementations of
 * {@link JsonCodec}; confined to one value.
 *
 * <p>A mapper collects some kilobytes before it writes, and is asked to flush after the release; so nothing is held of a value
 * of usual size.
 *
 * @since 0.1
 */
public final class HeldOutput extends OutputStream {

    private final OutputStream target;
    private byte @Nullable [] held;
    private int length;
    private boolean released;

    public HeldOutput(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (released) {
            target.write(bytes, offset, count);
            return;
        }
        System.arraycopy(bytes, offset, room(count), length, count);
        length += count;
    }

    /** Hands on what was held, and from now on all that is written. */
    public void release() throws IOException {
        released = true;
        if (held != null) {
            target.write(held, 0, length);
            held = null;
        }
    }

    private byte[] room(int count) {
        byte[] bytes = held;
        if (bytes == null || bytes.length - length < count) {
            byte[] larger = new byte[2 * (length + count)];
            if (bytes != null) {
                System.arraycopy(bytes, 0, larger, 0, length);
            }
            held = larger;
            return larger;
        }
        return bytes;
    }
}
