package io.pocketio.cluster.wire;

import java.nio.ByteBuffer;
import org.msgpack.core.MessageFormat;

/** Where things lie in MessagePack that is known to be valid: over such bytes it goes much faster than what has to look closer. Stateless. */
final class MsgpackLayout {

    private MsgpackLayout() {}

    /** The position behind the value that begins there, whatever is in it. */
    static int end(byte[] bytes, int from) {
        int at = from;
        for (long left = 1; left > 0; left--) {
            MessageFormat format = MessageFormat.valueOf(bytes[at]);
            left += children(bytes, at, format);
            at = content(at, format) + payload(bytes, at, format);
        }
        return at;
    }

    /** How many values are in an array or a map. */
    private static long children(byte[] bytes, int at, MessageFormat format) {
        return switch (format) {
            case FIXARRAY, ARRAY16, ARRAY32 -> size(bytes, at, format);
            case FIXMAP, MAP16, MAP32 -> 2L * size(bytes, at, format);
            default -> 0;
        };
    }

    /** The elements of an array, the entries of a map, the bytes of a string. */
    static int size(byte[] bytes, int at, MessageFormat format) {
        return switch (format) {
            case FIXARRAY, FIXMAP -> bytes[at] & 0xf;
            case FIXSTR -> bytes[at] & 0x1f;
            case STR8, BIN8, EXT8 -> bytes[at + 1] & 0xff;
            case ARRAY16, MAP16, STR16, BIN16, EXT16 ->
                Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(at + 1));
            case ARRAY32, MAP32, STR32, BIN32, EXT32 -> ByteBuffer.wrap(bytes).getInt(at + 1);
            default -> 0;
        };
    }

    /** Where the first element or entry begins, or the text of a string. */
    static int content(int at, MessageFormat format) {
        return at
                + switch (format) {
                    case STR8, BIN8, EXT8 -> 2;
                    case ARRAY16, MAP16, STR16, BIN16, EXT16 -> 3;
                    case ARRAY32, MAP32, STR32, BIN32, EXT32 -> 5;
                    default -> 1;
                };
    }

    /** Bytes of a value that are not values themselves, behind what says its size. */
    private static int payload(byte[] bytes, int at, MessageFormat format) {
        return switch (format) {
            case UINT8, INT8 -> 1;
            case UINT16, INT16, FIXEXT1 -> 2;
            case FIXEXT2 -> 3;
            case UINT32, INT32, FLOAT32 -> 4;
            case FIXEXT4 -> 5;
            case UINT64, INT64, FLOAT64 -> 8;
            case FIXEXT8 -> 9;
            case FIXEXT16 -> 17;
            case FIXSTR, STR8, STR16, STR32, BIN8, BIN16, BIN32 -> size(bytes, at, format);
            case EXT8, EXT16, EXT32 -> 1 + size(bytes, at, format);
            default -> 0;
        };
    }
}
