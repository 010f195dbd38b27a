package io.pocketio.websocket;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a client's offers of compression. Whatever is accepted goes without context takeover in both directions: no memory
 * stays with an idle connection, and a broadcast can be compressed once for all.
 *
 * <p>Netty's {@code WebSocketExtensionUtil} does not read quoted values, keeps the last of two parameters of one name, and takes what
 * is malformed, or throws.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, negotiation</a>
 */
public final class DeflateOffers {

    public static final String HEADER = "Sec-WebSocket-Extensions";

    private static final String EXTENSION = "permessage-deflate";
    private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    private static final String ANSWER = EXTENSION + "; server_no_context_takeover; client_no_context_takeover";

    /** The only window of Java's deflater. */
    private static final String WINDOW_BITS = "15";

    private static final Set<String> ALL_WINDOW_BITS = Set.of("8", "9", "10", "11", "12", "13", "14", WINDOW_BITS);
    private static final String TOKEN_SPECIALS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int at;

    private DeflateOffers(String text) {
        this.text = text;
    }

    /**
     * The header to answer with: it accepts the first offer that can be honoured.
     *
     * @param offers the values of the request's header
     * @return {@code null} when none can be, or when what the client sent is malformed; the connection does without then
     */
    public static @Nullable String answer(List<String> offers) {
        return offers.isEmpty() ? null : new DeflateOffers(String.join(",", offers)).answer();
    }

    private @Nullable String answer() {
        String accepted = null;
        while (true) {
            skipSpace();
            if (at == text.length()) {
                return accepted;
            }
            if (!take(',')) {
                String name = token();
                String answer = name == null ? null : parameters(EXTENSION.equals(name));
                if (answer == null || at < text.length() && !take(',')) {
                    return null; // malformed
                }
                accepted = accepted == null && !answer.isEmpty() ? answer : accepted;
            }
        }
    }

    /** The answer to the offer that these are of, empty when it is declined; {@code null} when they are malformed. */
    private @Nullable String parameters(boolean ours) {
        Set<String> seen = new HashSet<>();
        boolean honoured = ours;
        String answer = ANSWER;
        skipSpace();
        while (take(';')) {
            skipSpace();
            String name = token();
            skipSpace();
            boolean hasValue = take('=');
            skipSpace();
            String value = hasValue ? value() : null;
            if (name == null || hasValue && value == null) {
                return null;
            }
            honoured &= seen.add(name) && canHonour(name, value);
            if (name.equals(SERVER_MAX_WINDOW_BITS)) {
                answer = ANSWER + "; " + SERVER_MAX_WINDOW_BITS + '=' + WINDOW_BITS;
            }
            skipSpace();
        }
        return honoured ? answer : "";
    }

    private static boolean canHonour(String parameter, @Nullable String value) {
        return switch (parameter) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "client_max_window_bits" -> value == null || ALL_WINDOW_BITS.contains(value);
            case SERVER_MAX_WINDOW_BITS -> WINDOW_BITS.equals(value);
            default -> false;
        };
    }

    private @Nullable String value() {
        if (!take('"')) {
            return token();
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            if (take('"')) {
                return value.toString();
            }
            take('\\');
            if (at < text.length()) {
                value.append(text.charAt(at++));
            }
        }
        return null; // it never closes
    }

    private @Nullable String token() {
        int start = at;
        while (at < text.length() && isTokenChar(text.charAt(at))) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    public static boolean isTokenChar(int c) {
        return c < 0x80 && Character.isLetterOrDigit(c) || TOKEN_SPECIALS.indexOf(c) >= 0;
    }

    private boolean take(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpace() {
        while (take(' ') || take('\t')) {
            // goes on
        }
    }
}
