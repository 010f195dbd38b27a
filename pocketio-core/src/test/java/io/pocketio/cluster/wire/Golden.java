package io.pocketio.cluster.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** Messages as nodes and emitters of JavaScript have written them. */
public final class Golden {

    private Golden() {}

    /** @param name of a file below {@code cluster}: its bytes in hexadecimal digits, or else a text of one line */
    public static byte[] bytes(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/cluster/" + name)) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8).strip();
            return name.endsWith(".hex") ? HexFormat.of().parseHex(text) : text.getBytes(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
