package io.pocketio.benchmarks.traffic;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The data of an event: a JSON object that is told from all others by its number. Immutable. */
final class Payload {

    /** The least that the object takes. */
    static final int MIN_SIZE = 32;

    /** All numbers have as many digits. */
    private static final int FIRST = 1_000_000_000;

    private static final String HEAD = "{\"n\":";

    private final String tail;

    Payload(int size) {
        String empty = HEAD + FIRST + ",\"pad\":\"\"}";
        if (size < MIN_SIZE) {
            throw new IllegalArgumentException("The size is at least " + MIN_SIZE + ": " + size);
        }
        tail = ",\"pad\":\"" + "x".repeat(size - empty.length()) + "\"}";
    }

    String of(int number) {
        return HEAD + (FIRST + number) + tail;
    }

    /** Whether these bytes are the text, and nothing else. */
    static boolean matches(ByteBuf bytes, String text) {
        return bytes.readableBytes() == text.length()
                && bytes.toString(StandardCharsets.ISO_8859_1).equals(text);
    }
}
