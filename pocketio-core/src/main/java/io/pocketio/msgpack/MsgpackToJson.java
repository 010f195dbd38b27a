package io.pocketio.msgpack;

import io.pocketio.json.Attachments;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePack.Code;
import org.msgpack.core.MessageUnpacker;

/**
 * Writes MessagePack as JSON: the text that the client would have sent, had it been one that writes JSON. Binary values become
 * attachments. A number that JSON has no word for becomes {@code null}, {@code undefined} too, unless it is the value of a member, which
 * is left out then. An extension of an unknown type becomes an array of its type and its data. Confined to one value.
 *
 * @since 0.1
 */
public final class MsgpackToJson {

    /** Above this not every integer is a {@code double}. */
    private static final double MAX_EXACT = 1L << 53;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final MessageUnpacker unpacker;
    private final Levels levels = new Levels();
    private final JsonText json;
    private final Attachments attachments;

    private MsgpackToJson(byte[] bytes, int from, int to, JsonText json, Attachments attachments) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.unpacker = MessagePack.newDefaultUnpacker(bytes, from, to - from);
        this.json = json;
        this.attachments = attachments;
    }

    /** @param bytes hold from {@code from} to {@code to} one value, over which a {@link MsgpackReader} has gone */
    public static void write(byte[] bytes, int from, int to, JsonText json, Attachments attachments) {
        try {
            new MsgpackToJson(bytes, from, to, json, attachments).run();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    /** Whether the value that begins there becomes {@code null}. */
    public static boolean isNull(byte[] bytes, int at, int to) {
        return bytes[at] == Code.NIL
                || Extensions.isUndefined(bytes, at, to)
                || Extensions.isNoTime(bytes, at)
                || isNoNumber(bytes, at);
    }

    /** NaN and the infinities have all bits of the exponent set. */
    private static boolean isNoNumber(byte[] bytes, int at) {
        return switch (bytes[at]) {
            case Code.FLOAT32 -> (bytes[at + 1] & 0x7f) == 0x7f && (bytes[at + 2] & 0x80) == 0x80;
            case Code.FLOAT64 -> (bytes[at + 1] & 0x7f) == 0x7f && (bytes[at + 2] & 0xf0) == 0xf0;
            default -> false;
        };
    }

    private int at() {
        return from + (int) unpacker.getTotalReadBytes();
    }

    private void run() throws IOException {
        value();
        while (levels.depth() > 0) {
            if (levels.isDone()) {
                json.write(levels.isMap() ? '}' : ']');
                levels.close();
                continue;
            }
            levels.take();
            if (levels.isMap()) {
                member();
            } else {
                json.separate();
                value();
            }
        }
    }

    private void member() throws IOException {
        int key = at();
        unpacker.skipValue();
        int value = at();
        if (Extensions.isUndefined(bytes, value, to)) {
            unpacker.skipValue();
            return;
        }
        json.separate();
        key(key, value);
        json.write(':');
        value();
    }

    private void key(int start, int end) throws IOException {
        MessageFormat format = MessageFormat.valueOf(bytes[start]);
        switch (format) {
            case FIXSTR, STR8, STR16, STR32 -> json.string(bytes, start + MsgpackReader.headerLength(format), end);
            default -> {
                json.write('"');
                write(bytes, start, end, json, attachments);
                json.write('"');
            }
        }
    }

    /** All of a value, or what stands before the elements of an array or a map. */
    private void value() throws IOException {
        MessageFormat format = unpacker.getNextFormat();
        switch (format) {
            case NIL -> {
                unpacker.unpackNil();
                json.ascii("null");
            }
            case BOOLEAN -> json.ascii(unpacker.unpackBoolean() ? "true" : "false");
            case POSFIXINT, NEGFIXINT, UINT8, UINT16, UINT32, INT8, INT16, INT32, INT64 ->
                json.number(unpacker.unpackLong());
            case UINT64 -> unsigned();
            case FLOAT32, FLOAT64 -> number(unpacker.unpackDouble());
            case FIXSTR, STR8, STR16, STR32 -> string(format);
            case BIN8, BIN16, BIN32 -> binary(unpacker.unpackBinaryHeader());
            case FIXARRAY, ARRAY16, ARRAY32 -> {
                levels.open(unpacker.unpackArrayHeader(), false);
                json.write('[');
            }
            case FIXMAP, MAP16, MAP32 -> {
                levels.open(unpacker.unpackMapHeader(), true);
                json.write('{');
            }
            case FIXEXT1, FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16, EXT8, EXT16, EXT32 ->
                extension(format, unpacker.unpackExtensionTypeHeader());
            case NEVER_USED -> throw new IllegalArgumentException("No MessagePack");
        }
    }

    private void unsigned() throws IOException {
        if (bytes[at() + 1] >= 0) {
            json.number(unpacker.unpackLong());
        } else {
            json.ascii(unpacker.unpackBigInteger().toString());
        }
    }

    /** An integer is written as one: clients that know one kind of numbers only make no difference. */
    private void number(double number) {
        long integer = (long) number;
        if (integer == number && Math.abs(number) <= MAX_EXACT) {
            json.number(integer);
        } else {
            json.ascii(Double.isFinite(number) ? Double.toString(number) : "null");
        }
    }

    private void string(MessageFormat format) throws IOException {
        int start = at() + MsgpackReader.headerLength(format);
        unpacker.skipValue();
        json.string(bytes, start, at());
    }

    private void binary(int length) throws IOException {
        byte[] data = new byte[length];
        unpacker.readPayload(data);
        json.ascii("{\"_placeholder\":true,\"num\":");
        json.number(attachments.add(data));
        json.write('}');
    }

    private void extension(MessageFormat format, ExtensionTypeHeader header) throws IOException {
        byte type = header.getType();
        int length = header.getLength();
        boolean isSized =
                format == MessageFormat.EXT8 || format == MessageFormat.EXT16 || format == MessageFormat.EXT32;
        if (type == Extensions.JAVASCRIPT && isSized) {
            binary(length);
        } else if (type == Extensions.JAVASCRIPT && format == MessageFormat.FIXEXT1) {
            unpacker.readPayload(length);
            json.ascii("null");
        } else if (type == Extensions.JAVASCRIPT && format == MessageFormat.FIXEXT8) {
            int start = at();
            unpacker.readPayload(length);
            time(Extensions.date(bytes, start));
        } else if (Extensions.isTimestamp(type, length)) {
            int start = at();
            unpacker.readPayload(length);
            time(Extensions.timestamp(bytes, start, length));
        } else {
            json.write('[');
            json.number(type);
            json.write(',');
            binary(length);
            json.write(']');
        }
    }

    private void time(@Nullable String text) {
        if (text == null) {
            json.ascii("null");
        } else {
            json.write('"');
            json.ascii(text);
            json.write('"');
        }
    }
}
