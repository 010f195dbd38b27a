package io.pocketio.cluster.wire;

import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.msgpack.MsgpackArguments;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageFormat;

/**
 * A value in MessagePack that is known to be valid, and nested no deeper than it may be. Immutable.
 *
 * @param codec reads the arguments in it
 * @param bytes hold the value from {@code from} to {@code to}
 */
record MsgpackValue(JsonCodec codec, byte[] bytes, int from, int to) implements WireValue {

    /** What clients and nodes write for undefined: an extension of one byte, of the type 0. */
    private static final byte[] UNDEFINED = {(byte) 0xd4, 0};

    static WireValue of(JsonCodec codec, byte[] bytes, int from, int to) {
        boolean isUndefined =
                to - from > 1 && Arrays.equals(bytes, from, from + UNDEFINED.length, UNDEFINED, 0, UNDEFINED.length);
        return isUndefined ? Absent.VALUE : new MsgpackValue(codec, bytes, from, to);
    }

    private MessageFormat format() {
        return MessageFormat.valueOf(bytes[from]);
    }

    @Override
    public boolean isAbsent() {
        return false;
    }

    @Override
    public boolean isNull() {
        return format() == MessageFormat.NIL;
    }

    @Override
    public boolean isObject() {
        return switch (format()) {
            case FIXMAP, MAP16, MAP32 -> true;
            default -> false;
        };
    }

    @Override
    public boolean isArray() {
        return switch (format()) {
            case FIXARRAY, ARRAY16, ARRAY32 -> true;
            default -> false;
        };
    }

    @Override
    public boolean isTrue() {
        return switch (format()) {
            case NIL -> false;
            case BOOLEAN -> bytes[from] == (byte) 0xc3;
            case FIXSTR, STR8, STR16, STR32 -> size() > 0;
            default -> !isNumber() || number() != 0 && !Double.isNaN(number());
        };
    }

    private int size() {
        return MsgpackLayout.size(bytes, from, format());
    }

    private int content() {
        return MsgpackLayout.content(from, format());
    }

    @Override
    public WireValue[] members(String... names) {
        WireValue[] values = Absent.values(names.length);
        if (!isObject()) {
            return values;
        }
        int at = content();
        for (int left = size(); left > 0; left--) {
            int value = MsgpackLayout.end(bytes, at);
            int end = MsgpackLayout.end(bytes, value);
            int index = Arrays.asList(names).indexOf(new MsgpackValue(codec, bytes, at, value).text());
            if (index >= 0) {
                values[index] = of(codec, bytes, value, end);
            }
            at = end;
        }
        return values;
    }

    @Override
    public WireValue[] elements(int count) {
        WireValue[] values = Absent.values(count);
        if (isArray()) {
            int at = content();
            for (int i = 0; i < Math.min(count, size()); i++) {
                int end = MsgpackLayout.end(bytes, at);
                values[i] = of(codec, bytes, at, end);
                at = end;
            }
        }
        return values;
    }

    @Override
    public void forEachElement(Consumer<WireValue> element) {
        if (isArray()) {
            int at = content();
            for (int left = size(); left > 0; left--) {
                int end = MsgpackLayout.end(bytes, at);
                element.accept(of(codec, bytes, at, end));
                at = end;
            }
        }
    }

    @Override
    public @Nullable String text() {
        return switch (format()) {
            case FIXSTR, STR8, STR16, STR32 -> new String(bytes, content(), size(), StandardCharsets.UTF_8);
            default -> null;
        };
    }

    @Override
    public @Nullable String name() {
        return isNumber() ? JavaScriptNumber.text(number()) : text();
    }

    @Override
    public long integer(long otherwise) {
        return isNumber() ? (long) number() : otherwise;
    }

    private boolean isNumber() {
        return switch (format()) {
            case POSFIXINT, NEGFIXINT, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FLOAT32, FLOAT64 ->
                true;
            default -> false;
        };
    }

    /** Whatever its width: JavaScript has one kind of numbers. */
    private double number() {
        ByteBuffer data = ByteBuffer.wrap(bytes);
        int at = from + 1;
        return switch (format()) {
            case UINT8 -> bytes[at] & 0xff;
            case UINT16 -> Short.toUnsignedInt(data.getShort(at));
            case UINT32 -> Integer.toUnsignedLong(data.getInt(at));
            case UINT64 -> unsigned(data.getLong(at));
            case INT8 -> bytes[at];
            case INT16 -> data.getShort(at);
            case INT32 -> data.getInt(at);
            case INT64 -> data.getLong(at);
            case FLOAT32 -> data.getFloat(at);
            case FLOAT64 -> data.getDouble(at);
            default -> bytes[from];
        };
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1) * 2.0;
    }

    @Override
    public @Nullable Arguments arguments(int skipped) {
        int size = isArray() ? size() : -1;
        if (size < skipped) {
            return null;
        }
        int[] bounds = new int[size + 1];
        bounds[0] = content();
        for (int i = 0; i < size; i++) {
            bounds[i + 1] = MsgpackLayout.end(bytes, bounds[i]);
        }
        return MsgpackArguments.of(codec, bytes, bounds, skipped);
    }

    @Override
    public Arguments argument() {
        return MsgpackArguments.of(codec, bytes, new int[] {from, to}, 0);
    }
}
