package io.pocketio.protocol;

import io.pocketio.collect.ClientKeys;
import io.pocketio.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A namespace as clients of Socket.IO 2 and before ask for it: {@code /chat?token=x%20y&a=1}, with a query in place of an auth. It is
 * read as Node reads it: a plus is a space, a percent sign without two digits behind it is one, and what is not UTF-8 becomes U+FFFD. Of
 * a name that comes more than once the last value counts, as in the query of a request. Immutable.
 *
 * @param namespace without the query
 * @param pairs decoded; of a query with more than {@value #MAX_PAIRS} the first
 */
public record NamespaceQuery(String namespace, Map<String, String> pairs) {

    /** As in Node. */
    public static final int MAX_PAIRS = 1000;

    private static final char START = '?';
    private static final char SEPARATOR = '&';
    private static final char ASSIGNMENT = '=';

    /** Bytes of a pair beside its characters: two strings and an entry of a map. */
    private static final int PAIR = 144;

    public NamespaceQuery {
        pairs = ClientKeys.mapOf(pairs);
    }

    /** @param written a namespace, and its query if there is one */
    public static NamespaceQuery of(String written) {
        int query = written.indexOf(START);
        return query < 0
                ? new NamespaceQuery(written, Map.of())
                : new NamespaceQuery(written.substring(0, query), pairs(written, query + 1));
    }

    /** The namespace alone. */
    public static String namespaceOf(String written) {
        int query = written.indexOf(START);
        return query < 0 ? written : written.substring(0, query);
    }

    private static Map<String, String> pairs(String text, int start) {
        Map<String, String> pairs = new HashMap<>();
        int read = 0;
        for (int from = start; from < text.length() && read < MAX_PAIRS; ) {
            int end = indexOf(SEPARATOR, text, from, text.length());
            if (end > from) {
                int assignment = indexOf(ASSIGNMENT, text, from, end);
                pairs.put(decoded(text, from, assignment), decoded(text, Math.min(assignment + 1, end), end));
                read++;
            }
            from = end + 1;
        }
        return pairs;
    }

    private static int indexOf(char wanted, String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) != wanted) {
            at++;
        }
        return at;
    }

    private static String decoded(String text, int from, int end) {
        String plain = text.substring(from, end).replace('+', ' ');
        return plain.indexOf('%') < 0 ? plain : unescaped(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** In place: what is unescaped is never longer. */
    private static String unescaped(byte[] text) {
        int length = 0;
        for (int at = 0; at < text.length; at++) {
            int value = text[at] == '%' ? hexPair(text, at + 1) : -1;
            if (value < 0) {
                text[length++] = text[at];
            } else {
                text[length++] = (byte) value;
                at += 2;
            }
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** -1 when there is none. */
    private static int hexPair(byte[] text, int at) {
        if (at + 1 >= text.length) {
            return -1;
        }
        int high = Character.digit(text[at], 16);
        int low = Character.digit(text[at + 1], 16);
        return high < 0 || low < 0 ? -1 : 16 * high + low;
    }

    /** The pairs as the auth that newer clients would have sent: one object, whose members are strings. */
    public Arguments auth(JsonCodec json) {
        return pairs.isEmpty() ? Packet.NO_ARGUMENTS : Arguments.ofDecoded(json, weight(), pairs);
    }

    /** As {@link #auth}, of pairs that somebody else keeps: they are not copied, and weigh nothing here. */
    public static Arguments authKeptElsewhere(Map<String, String> pairs, JsonCodec json) {
        return pairs.isEmpty() ? Packet.NO_ARGUMENTS : Arguments.ofDecoded(json, 0, pairs);
    }

    private int weight() {
        int weight = 0;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            weight += PAIR + 2 * (pair.getKey().length() + pair.getValue().length());
        }
        return weight;
    }
}
