package io.pocketio.cluster.wire;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of nodes and of their questions, which no other node has: random ones, as Node makes them. Thread-safe. */
public final class Ids {

    /** Longer ones are nobody's. */
    public static final int MAX_LENGTH = 64;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final int SHORT = 6;
    private static final int LONG = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** Six letters, digits, hyphens or underscores. */
    public static String ofLetters() {
        byte[] random = random(SHORT);
        char[] id = new char[SHORT];
        for (int i = 0; i < SHORT; i++) {
            id[i] = ALPHABET.charAt(random[i] & ALPHABET.length() - 1);
        }
        return new String(id);
    }

    /** Eight bytes in sixteen digits. */
    public static String hexadecimal() {
        return HexFormat.of().formatHex(random(LONG));
    }

    private static byte[] random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }
}
