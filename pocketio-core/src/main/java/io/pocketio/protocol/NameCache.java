package io.pocketio.protocol;

import java.nio.charset.StandardCharsets;

/**
 * The names that clients use over and over, so that an event does not make its name anew. Clients choose them: what is kept is
 * bounded, and a new name takes the place of an older one. Thread-safe: a race makes a name once more.
 */
public final class NameCache {

    private static final int SIZE = 256;
    private static final int MAX_LENGTH = 32;

    private final String[] names = new String[SIZE];

    /** The text that a JSON string stands for, given with its quotes. */
    public String getQuoted(byte[] json, int from, int to) {
        return hasEscapes(json, from, to) ? unquoted(json, from, to) : get(json, from + 1, to - 1);
    }

    private static boolean hasEscapes(byte[] json, int from, int to) {
        for (int i = from + 1; i < to - 1; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The text that a JSON string stands for, given with its quotes, when it is no name that comes over and over. */
    public static String unquoted(byte[] json, int from, int to) {
        String text = new String(json, from + 1, to - from - 2, StandardCharsets.UTF_8);
        return text.indexOf('\\') < 0 ? text : unescape(text);
    }

    private static String unescape(String text) {
        StringBuilder unescaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                unescaped.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            if (escape == 'u') {
                unescaped.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                i += 4;
            } else {
                unescaped.append(meaning(escape));
            }
        }
        return unescaped.toString();
    }

    private static char meaning(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    /** The text that these bytes are as UTF-8. */
    public String get(byte[] bytes, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & SIZE - 1;
        String name = names[slot];
        if (name == null || !matches(name, bytes, from, to)) {
            name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            names[slot] = name;
        }
        return name;
    }

    /** Never true of names that are not ASCII, because bytes of theirs are negative. */
    private static boolean matches(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (name.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
