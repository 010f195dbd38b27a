package io.pocketio.engine.packet;

import java.util.Arrays;
import java.util.Base64;

/**
 * Reads base64 as Node does: of either alphabet, in lines or not, with padding or without. What is of no alphabet is passed over, and
 * nothing is read behind the padding. Stateless.
 */
final class LenientBase64 {

    private static final byte PADDING = '=';
    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGITS = digits();

    private LenientBase64() {}

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, NO_DIGIT);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < alphabet.length(); i++) {
            digits[alphabet.charAt(i)] = (byte) i;
        }
        digits['+'] = digits['-'] = 62;
        digits['/'] = digits['_'] = 63;
        return digits;
    }

    /** @param base64 as most clients send it, in which case it is read by Java's decoder, which is faster */
    static byte[] decode(byte[] base64) {
        if (isUsual(base64)) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException unusual) {
                // is read below
            }
        }
        return decodeAny(base64);
    }

    /** A guess: in lines the last of which ends with a break, as the Java client sends it, it is not. */
    private static boolean isUsual(byte[] base64) {
        return base64.length % 4 == 0 && base64.length > 0 && base64[base64.length - 1] != '\n';
    }

    private static byte[] decodeAny(byte[] base64) {
        byte[] decoded = new byte[base64.length * 3 / 4 + 1];
        int length = 0;
        int bits = 0;
        int count = 0;
        for (byte character : base64) {
            if (character == PADDING) {
                break;
            }
            byte digit = DIGITS[character & 0xff];
            if (digit != NO_DIGIT) {
                bits = bits << 6 | digit;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    decoded[length++] = (byte) (bits >>> count);
                }
            }
        }
        return Arrays.copyOf(decoded, length);
    }
}
