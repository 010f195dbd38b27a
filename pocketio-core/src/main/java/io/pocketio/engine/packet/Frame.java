package io.pocketio.engine.packet;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The data of one WebSocket message: a slice of bytes that are UTF-8 text or binary. Immutable as long as nobody writes to
 * the array that it was made of, so one frame can be shared by any number of connections.
 *
 * @since 0.1
 */
public final class Frame {

    private final byte[] array;
    private final int offset;
    private final int length;
    private final boolean binary;
    private final boolean compressible;

    /** Whether the text is known to be UTF-8. */
    private final boolean checked;

    /** What {@link #isAscii} has found: 0 before it has looked, else 1 or -1. A race finds the same twice. */
    private byte ascii;

    /** Guarded by this. */
    private @Nullable Reference<Frame> deflated;

    private Frame(byte[] array, int offset, int length, boolean binary, boolean compressible, boolean checked) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.binary = binary;
        this.compressible = compressible;
        this.checked = checked;
    }

    public static Frame text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The array is not copied. */
    public static Frame text(byte[] utf8) {
        return new Frame(utf8, 0, utf8.length, false, true, false);
    }

    /** The array is not copied. */
    public static Frame text(byte[] utf8, int offset, int length) {
        return new Frame(utf8, offset, length, false, true, false);
    }

    /** The array is not copied. */
    public static Frame binary(byte[] bytes) {
        return new Frame(bytes, 0, bytes.length, true, true, false);
    }

    /** The array is not copied. */
    public static Frame binary(byte[] bytes, int offset, int length) {
        return new Frame(bytes, offset, length, true, true, false);
    }

    /** The same frame for a text that is UTF-8, so that nobody looks again; {@code null} for one that is not. Binary is what it is. */
    public @Nullable Frame checked() {
        if (binary || checked) {
            return this;
        }
        return isUtf8() ? new Frame(array, offset, length, false, compressible, true) : null;
    }

    /** Whether the text is UTF-8. */
    boolean isUtf8() {
        return checked || Utf8.isValid(array, offset, length);
    }

    /** Whether it is text, all of it ASCII. Looked at once: a broadcast asks for each of its recipients. */
    boolean isAscii() {
        byte known = ascii;
        if (known == 0) {
            known = (byte) (!binary && Utf8.isAscii(array, offset, length) ? 1 : -1);
            ascii = known;
        }
        return known > 0;
    }

    public boolean isBinary() {
        return binary;
    }

    /** Whether a transport that can compress may do so. */
    public boolean isCompressible() {
        return compressible;
    }

    /** The same data, over the same array, not to be compressed. */
    public Frame uncompressed() {
        return compressible ? new Frame(array, offset, length, binary, false, checked) : this;
    }

    /**
     * What the deflater makes of this frame: made once for all connections that it goes to at about the same time. Not kept for
     * longer, because packets may be, for clients that come back, and should not weigh twice then. Who comes while another thread is
     * at it waits, for no longer than it would take itself.
     */
    public synchronized Frame deflated(UnaryOperator<Frame> deflater) {
        Reference<Frame> known = deflated;
        Frame made = known == null ? null : known.get();
        if (made == null) {
            made = deflater.apply(this);
            deflated = new WeakReference<>(made);
        }
        return made;
    }

    /** The array that holds the data from {@link #offset()} for {@link #length()} bytes; not to be written to. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** A copy of the data. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The data decoded as UTF-8. */
    public String asText() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /** The same data without its first {@code count} bytes. */
    public Frame skip(int count) {
        return new Frame(array, offset + count, length - count, binary, compressible, false);
    }

    /** Whether both have the same data of the same kind, however they are to travel. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that
                && binary == that.binary
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = Boolean.hashCode(binary);
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** What it is and how long, not its content: content does not belong into logs. */
    @Override
    public String toString() {
        return (binary ? "binary" : "text") + " frame of " + length + " bytes";
    }
}
