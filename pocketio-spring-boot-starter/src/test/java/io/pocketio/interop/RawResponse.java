package io.pocketio.interop;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param headers names in lower case
 */
record RawResponse(int status, String phrase, Map<String, List<String>> headers, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@code null} when it is absent. */
    @Nullable
    String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null ? null : String.join(", ", values);
    }

    /** Status and body, as one string to compare. */
    String summary() {
        return status + " " + text();
    }
}
