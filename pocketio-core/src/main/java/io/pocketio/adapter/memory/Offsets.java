package io.pocketio.adapter.memory;

import io.pocketio.protocol.OffsetPacket;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * How positions in the log of one namespace are written: four characters for the log, so that one of another namespace or of an
 * earlier start is told from its own, and eight for the position. Immutable.
 */
final class Offsets {

    /** A well-formed offset of another log. */
    static final long FOREIGN = -1;

    static final long MALFORMED = -2;

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int BITS = 6;
    private static final int LOG_LENGTH = 4;
    private static final byte[] VALUES = values();

    private final String log;

    Offsets() {
        this(new SecureRandom().nextLong(1L << LOG_LENGTH * BITS));
    }

    Offsets(long log) {
        this.log = digits(log, LOG_LENGTH);
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length(); i++) {
            values[DIGITS.charAt(i)] = (byte) i;
        }
        return values;
    }

    String format(long position) {
        return log + digits(position, OffsetPacket.LENGTH - LOG_LENGTH);
    }

    private static String digits(long number, int length) {
        char[] digits = new char[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest & (1 << BITS) - 1));
            rest >>>= BITS;
        }
        return new String(digits);
    }

    /** The position; {@link #FOREIGN} or {@link #MALFORMED} when it is none of this log. */
    long parse(String offset) {
        if (offset.length() != OffsetPacket.LENGTH) {
            return MALFORMED;
        }
        long number = 0;
        for (int i = 0; i < offset.length(); i++) {
            char digit = offset.charAt(i);
            int value = digit < VALUES.length ? VALUES[digit] : -1;
            if (value < 0) {
                return MALFORMED;
            }
            if (i >= LOG_LENGTH) {
                number = number << BITS | value;
            }
        }
        return offset.startsWith(log) ? number : FOREIGN;
    }
}
