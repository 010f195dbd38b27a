package io.pocketio.msgpack;

import io.pocketio.engine.packet.Utf8;
import java.io.IOException;
import java.util.Arrays;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageFormatException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePack.Code;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageSizeException;
import org.msgpack.core.MessageUnpacker;

/**
 * Goes over MessagePack of a client, from its beginning to its end, without making anything of it. A size that is announced is
 * believed only as far as there are bytes. All methods that read throw a {@link MessagePackException} when the bytes are not what
 * is asked for; an {@link IOException} never. Confined to its caller.
 *
 * @since 0.1
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack specification</a>
 */
public final class MsgpackReader {

    /** In one message. */
    static final int MAX_BINARIES = 10_000;

    private int binaries;

    /** The name of a member that, when it is {@code true}, makes an object in JSON stand for a binary value. */
    private static final byte[] PLACEHOLDER = {'_', 'p', 'l', 'a', 'c', 'e', 'h', 'o', 'l', 'd', 'e', 'r'};

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final MessageUnpacker unpacker;
    private final Levels levels = new Levels();

    /** The array is not copied. */
    public MsgpackReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.from = offset;
        this.to = offset + length;
        this.unpacker = MessagePack.newDefaultUnpacker(bytes, offset, length);
    }

    /** The position in the array. */
    public int at() {
        return from + (int) unpacker.getTotalReadBytes();
    }

    public boolean isAtEnd() {
        return at() == to;
    }

    /** What the next value is; the format says how it is written, too. */
    public MessageFormat next() throws IOException {
        return unpacker.getNextFormat();
    }

    /** Whether the next value is what clients in JavaScript write for {@code undefined}. */
    public boolean isNextUndefined() {
        return Extensions.isUndefined(bytes, at(), to);
    }

    /** Enters a map; returns how many entries follow. */
    public int map() throws IOException {
        return plausible(unpacker.unpackMapHeader(), 2);
    }

    /** Enters an array; returns how many elements follow. */
    public int array() throws IOException {
        return plausible(unpacker.unpackArrayHeader(), 1);
    }

    private int plausible(int size, int bytesOfEach) {
        if (size > (to - at()) / bytesOfEach) {
            throw new MessageSizeException("More elements than bytes", size);
        }
        return size;
    }

    public long integer() throws IOException {
        return unpacker.unpackLong();
    }

    /** Passes a string; returns where its text begins, which ends at {@link #at()}. */
    public int text() throws IOException {
        int start = at() + headerLength(next());
        unpacker.skipValue();
        if (!Utf8.isValid(bytes, start, at() - start)) {
            throw new MessageFormatException("A string that is no UTF-8");
        }
        return start;
    }

    static int headerLength(MessageFormat string) {
        return switch (string) {
            case FIXSTR -> 1;
            case STR8 -> 2;
            case STR16 -> 3;
            case STR32 -> 5;
            default -> throw new MessageFormatException("Not a string: " + string);
        };
    }

    /**
     * Passes a value of any type, if there is a JSON text for it.
     *
     * @param maxDepth how many arrays and maps around each other the value may have, itself among them
     */
    public void skip(int maxDepth) throws IOException {
        skipHead(maxDepth);
        while (levels.depth() > 0) {
            if (levels.isDone()) {
                levels.close();
                continue;
            }
            levels.take();
            if (levels.isMap()) {
                skipKey();
            }
            skipHead(maxDepth);
        }
    }

    /** All of a value, or what stands before the elements of an array or a map. */
    private void skipHead(int maxDepth) throws IOException {
        switch (next()) {
            case FIXARRAY, ARRAY16, ARRAY32 -> open(array(), false, maxDepth);
            case FIXMAP, MAP16, MAP32 -> open(map(), true, maxDepth);
            case FIXSTR, STR8, STR16, STR32 -> text();
            case BIN8, BIN16, BIN32, EXT8, EXT16, EXT32, FIXEXT1, FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16 -> skipBinary();
            default -> unpacker.skipValue();
        }
    }

    /** Two bytes of MessagePack can be a binary value, for which JSON has a placeholder of almost forty. */
    private void skipBinary() throws IOException {
        if (++binaries > MAX_BINARIES) {
            throw new MessageFormatException("Too many binary values");
        }
        unpacker.skipValue();
    }

    private void open(int size, boolean isMap, int maxDepth) {
        if (levels.depth() == maxDepth) {
            throw new MessageFormatException("Nested too deeply");
        }
        levels.open(size, isMap);
    }

    /** JavaScript has names of members only; what other languages number has a name in digits. */
    private void skipKey() throws IOException {
        switch (next()) {
            case FIXSTR, STR8, STR16, STR32 -> refusePlaceholder(text());
            case POSFIXINT, NEGFIXINT, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> unpacker.skipValue();
            default -> throw new MessageFormatException("A key that is no name");
        }
    }

    /** Of all values only this one would turn into another one in JSON; no client has use for it. */
    private void refusePlaceholder(int start) {
        int end = at();
        boolean isTrue = end < to && bytes[end] == Code.TRUE;
        if (isTrue && Arrays.equals(bytes, start, end, PLACEHOLDER, 0, PLACEHOLDER.length)) {
            throw new MessageFormatException("A placeholder, which has no place in MessagePack");
        }
    }
}
