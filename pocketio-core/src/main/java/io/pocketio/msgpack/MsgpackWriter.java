package io.pocketio.msgpack;

import io.pocketio.json.Attachments;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.buffer.ArrayBufferOutput;

/**
 * Writes MessagePack into memory; an {@link IOException} is never thrown. Confined to its caller.
 *
 * @since 0.1
 */
public final class MsgpackWriter {

    /** A sign and digits, so many of which are a {@code long} for sure. */
    private static final int LENGTH_OF_LONG = 18;

    /** Above this there is no need to look closer: it has more than 64 bits, or zeros that no mapper writes. */
    private static final int LENGTH_OF_UNSIGNED = 20;

    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final ArrayBufferOutput output;
    private final MessagePacker packer;

    /** @param expected how many bytes there will be, about */
    public MsgpackWriter(int expected) {
        output = new ArrayBufferOutput(expected);
        packer = MessagePack.DEFAULT_PACKER_CONFIG.newPacker(output);
    }

    public MsgpackWriter map(int entries) throws IOException {
        packer.packMapHeader(entries);
        return this;
    }

    public MsgpackWriter array(int elements) throws IOException {
        packer.packArrayHeader(elements);
        return this;
    }

    public MsgpackWriter integer(long number) throws IOException {
        packer.packLong(number);
        return this;
    }

    /** Half of a surrogate pair, which has no UTF-8, becomes a question mark. */
    public MsgpackWriter string(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8(utf8, 0, utf8.length);
    }

    MsgpackWriter utf8(byte[] bytes, int from, int to) throws IOException {
        packer.packRawStringHeader(to - from);
        packer.writePayload(bytes, from, to - from);
        return this;
    }

    public MsgpackWriter binary(byte[] bytes) throws IOException {
        packer.packBinaryHeader(bytes.length);
        packer.writePayload(bytes);
        return this;
    }

    public MsgpackWriter bool(boolean value) throws IOException {
        packer.packBoolean(value);
        return this;
    }

    public MsgpackWriter nil() throws IOException {
        packer.packNil();
        return this;
    }

    /** A number in JSON: an integer as such if it has no more than 64 bits, everything else as a {@code double}. */
    MsgpackWriter number(byte[] json, int from, int to) throws IOException {
        String text = new String(json, from, to - from, StandardCharsets.ISO_8859_1);
        boolean isInteger = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        if (!isInteger || text.length() > LENGTH_OF_UNSIGNED) {
            packer.packDouble(Double.parseDouble(text));
        } else if (text.length() <= LENGTH_OF_LONG) {
            packer.packLong(Long.parseLong(text));
        } else {
            large(new BigInteger(text));
        }
        return this;
    }

    private void large(BigInteger number) throws IOException {
        boolean fits = number.bitLength() < Long.SIZE || number.signum() > 0 && number.compareTo(UNSIGNED_LIMIT) < 0;
        if (fits) {
            packer.packBigInteger(number);
        } else {
            packer.packDouble(number.doubleValue());
        }
    }

    /** MessagePack that is written already. */
    public MsgpackWriter raw(byte[] msgpack, int from, int to) throws IOException {
        packer.writePayload(msgpack, from, to - from);
        return this;
    }

    /**
     * A JSON text. Placeholders become the attachments that they stand for, each the first of its attachment; what else looks like one
     * stays an object.
     *
     * @param json from {@code from} to {@code to} one valid text
     */
    public MsgpackWriter json(byte[] json, int from, int to, Attachments attachments) throws IOException {
        new JsonToMsgpack(json, from, to, attachments, this).run();
        return this;
    }

    /** All that was written; nothing may be written any more. */
    public byte[] toByteArray() throws IOException {
        packer.flush();
        return output.toByteArray();
    }
}
