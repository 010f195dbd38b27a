package io.pocketio.engine.handshake;

import io.pocketio.engine.ResponseHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Headers by name, in a table that does not care for case. Confined to the call of the hook. */
final class DefaultResponseHeaders implements ResponseHeaders {

    /** Of the connection and of the message's form: not to be meddled with. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final String HANDSHAKE_PREFIX = "sec-websocket-";
    private static final String TOKEN_SPECIALS = "!#$%&'*+-.^_`|~";

    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    DefaultResponseHeaders(Map<String, List<String>> initial) {
        initial.forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
    }

    @Override
    public @Nullable String get(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public ResponseHeaders set(String name, String value) {
        check(name, value);
        headers.remove(name); // with the case that it was written in
        return add(name, value);
    }

    @Override
    public ResponseHeaders add(String name, String value) {
        check(name, value);
        headers.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
        return this;
    }

    private static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("Not the name of a header: a name has no space, colon or line break");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (FRAMING.contains(lower) || lower.startsWith(HANDSHAKE_PREFIX)) {
            throw new IllegalArgumentException("The server alone sets the header " + name);
        }
        if (!isLegalValue(value)) {
            throw new IllegalArgumentException("Value of the header " + name + " has a line break, or no Latin letter");
        }
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || TOKEN_SPECIALS.indexOf(c) >= 0);
    }

    static boolean isLegalValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c == 0x7f || c > 0xff)) {
                return false;
            }
        }
        return true;
    }

    Map<String, List<String>> toMap() {
        Map<String, List<String>> copy = new HashMap<>();
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }
}
