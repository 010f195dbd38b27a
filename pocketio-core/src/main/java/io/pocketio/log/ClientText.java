package io.pocketio.log;

import org.jspecify.annotations.Nullable;

/**
 * Text that a client may have chosen, such as the name of an event, a namespace or a room, or the key of a map. As a string it is
 * printable: bounded, on one line, and without characters that a terminal or a reader takes for something else. The server shows such
 * text in this form only, in its log, in messages of exceptions and in answers; applications can do the same. Immutable.
 *
 * @param text as it came
 * @param limit so many characters of it are shown; an ellipsis stands for the others
 * @since 0.1
 */
public record ClientText(String text, int limit) {

    /** Names are shorter, or mean no good. */
    public static final int NAME_LIMIT = 128;

    /** Of a sentence, or a path through an object, in which there may be names of clients. */
    public static final int SENTENCE_LIMIT = 400;

    /** A name, of which 128 characters are shown. */
    public static ClientText of(String name) {
        return new ClientText(name, NAME_LIMIT);
    }

    /** A message of somebody else, of which 400 characters are shown; of {@code null} that word. */
    public static ClientText sentence(@Nullable String message) {
        return new ClientText(String.valueOf(message), SENTENCE_LIMIT);
    }

    /** Printable. The text itself, where it is that already. */
    @Override
    public String toString() {
        int shown = Math.min(text.length(), limit);
        int plain = 0;
        while (plain < shown && isPlain(text.charAt(plain))) {
            plain++;
        }
        return plain == text.length() ? text : escaped(plain, shown);
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private String escaped(int from, int to) {
        StringBuilder out = new StringBuilder(to + 16).append(text, 0, from);
        int at = from;
        while (at < to) {
            int c = text.codePointAt(at);
            if (at + Character.charCount(c) > to) {
                break; // half of what is behind the limit
            }
            append(out, c);
            at += Character.charCount(c);
        }
        return at < text.length() ? out.append('…').toString() : out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    escape(out, c);
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** As JSON and Java write it. */
    private static void escape(StringBuilder out, int c) {
        for (char unit : Character.toChars(c)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(unit >> shift & 0xf, 16));
            }
        }
    }
}
