package io.pocketio.engine.polling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A compression of HTTP bodies.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, Accept-Encoding</a>
 */
enum ContentCoding {
    GZIP {
        @Override
        OutputStream compressing(OutputStream out) throws IOException {
            return new GZIPOutputStream(out);
        }
    },
    DEFLATE {
        @Override
        OutputStream compressing(OutputStream out) {
            return new DeflaterOutputStream(out);
        }
    };

    private static final String ANY = "*";

    /** Such as 0.123. */
    private static final int MAX_WEIGHT = 5;

    private static final int SMALLEST_BUFFER = 512;
    private static final int USUAL_RATIO = 4;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Frees its native memory when it is closed. */
    abstract OutputStream compressing(OutputStream out) throws IOException;

    String wireName() {
        return wireName;
    }

    byte[] encode(byte[] body) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(Math.max(SMALLEST_BUFFER, body.length / USUAL_RATIO));
        try (OutputStream compressing = compressing(encoded)) {
            compressing.write(body);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return encoded.toByteArray();
    }

    /**
     * The one that a client likes better, gzip if it does not care; {@code null} when it takes neither.
     *
     * @param acceptEncoding the values of that header
     */
    static @Nullable ContentCoding preferred(List<String> acceptEncoding) {
        String[] items = String.join(",", acceptEncoding).split(",");
        double gzip = GZIP.quality(items);
        double deflate = DEFLATE.quality(items);
        if (deflate > gzip) {
            return DEFLATE;
        }
        return gzip > 0 ? GZIP : null;
    }

    /** Its own, or else that of all that are not named. */
    private double quality(String[] items) {
        double ofAny = 0;
        for (String item : items) {
            String[] parts = item.split(";");
            String name = parts.length == 0 ? "" : parts[0].trim();
            if (name.equalsIgnoreCase(wireName)) {
                return parameter(parts);
            }
            if (name.equals(ANY)) {
                ofAny = parameter(parts);
            }
        }
        return ofAny;
    }

    /** A zero or a one, and at most three digits behind the point, which are zeros behind a one. */
    private static boolean isWeight(String text) {
        if (text.isEmpty() || text.length() > MAX_WEIGHT || text.charAt(0) != '0' && text.charAt(0) != '1') {
            return false;
        }
        char greatest = text.charAt(0) == '1' ? '0' : '9';
        for (int i = 2; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > greatest) {
                return false;
            }
        }
        return text.length() == 1 || text.charAt(1) == '.';
    }

    /** One, unless the parameters tell otherwise; none for what is none of the grammar's numbers. */
    private static double parameter(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                String weight = parameter.substring(2).trim();
                return isWeight(weight) ? Double.parseDouble(weight) : 0;
            }
        }
        return 1;
    }
}
