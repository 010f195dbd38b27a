package io.pocketio.msgpack;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack.Code;

/**
 * The extension types that clients use: those of the library below {@code socket.io-msgpack-parser}, which has the type 0 for
 * {@code undefined}, dates and array buffers alike and tells them apart by their formats, and the timestamps of the specification.
 * Stateless.
 */
final class Extensions {

    static final byte JAVASCRIPT = 0;

    /** As {@code Date.prototype.toISOString} writes it, and so as a date is sent in JSON. */
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** A {@code Date} holds no more, to both sides of 1970. */
    private static final long MAX_DATE = 8_640_000_000_000_000L;

    private static final int NANOS_OF_MILLISECOND = 1_000_000;

    private Extensions() {}

    static boolean isUndefined(byte[] bytes, int at, int to) {
        return at + 1 < to && bytes[at] == Code.FIXEXT1 && bytes[at + 1] == JAVASCRIPT;
    }

    /** @return {@code null} when it is no date, and for a date that JavaScript could not hold */
    static @Nullable String date(byte[] bytes, int from) {
        long epochMillis = ByteBuffer.wrap(bytes, from, Long.BYTES).getLong();
        return epochMillis < -MAX_DATE || epochMillis > MAX_DATE
                ? null
                : MILLISECONDS.format(Instant.ofEpochMilli(epochMillis));
    }

    /** @return {@code null} when there is no such time */
    static @Nullable String timestamp(byte[] bytes, int from, int length) {
        ByteBuffer data = ByteBuffer.wrap(bytes, from, length);
        try {
            return text(
                    switch (length) {
                        case 4 -> Instant.ofEpochSecond(Integer.toUnsignedLong(data.getInt()));
                        case 8 -> packed(data.getLong());
                        default -> nanosFirst(data);
                    });
        } catch (DateTimeException | ArithmeticException never) {
            return null;
        }
    }

    /** Whether the value that begins there is a date or a time that cannot be held. */
    static boolean isNoTime(byte[] bytes, int at) {
        return switch (bytes[at]) {
            case Code.FIXEXT4 -> isNoTime(bytes, at + 1, 4);
            case Code.FIXEXT8 -> isNoTime(bytes, at + 1, 8);
            case Code.EXT8 -> isNoTime(bytes, at + 2, bytes[at + 1]);
            default -> false;
        };
    }

    private static boolean isNoTime(byte[] bytes, int typeAt, int length) {
        byte type = bytes[typeAt];
        if (type == JAVASCRIPT && bytes[typeAt - 1] == Code.FIXEXT8) {
            return date(bytes, typeAt + 1) == null;
        }
        return isTimestamp(type, length) && timestamp(bytes, typeAt + 1, length) == null;
    }

    static boolean isTimestamp(byte type, int length) {
        return type == Code.EXT_TIMESTAMP && (length == 4 || length == 8 || length == 12);
    }

    private static Instant packed(long data) {
        return Instant.ofEpochSecond(data & (1L << 34) - 1, data >>> 34);
    }

    private static Instant nanosFirst(ByteBuffer data) {
        long nanos = Integer.toUnsignedLong(data.getInt());
        return Instant.ofEpochSecond(data.getLong(), nanos);
    }

    private static String text(Instant time) {
        return time.getNano() % NANOS_OF_MILLISECOND == 0 ? MILLISECONDS.format(time) : time.toString();
    }
}
