package io.pocketio.engine.legacy;

import io.pocketio.engine.packet.Utf8;
import io.pocketio.engine.polling.FormField;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of a POST that a page sends by way of a form: the message is one of its fields. Clients up to 0.8.5 put it there as it is,
 * later ones as a string literal of JSON, which is told by the quote that it begins with. Stateless.
 */
final class Form {

    private static final int HEX = 16;
    private static final int LONGEST_HEX = 4;
    private static final char UNREADABLE = '\ufffd';

    private Form() {}

    /** Empty when the form has no such field; {@code null} when it is no form, or the field no literal. */
    static byte @Nullable [] message(byte[] form) {
        byte[] value = FormField.of(form);
        return value == null || value.length == 0 || value[0] != '"' ? value : unquoted(value);
    }

    private static byte @Nullable [] unquoted(byte[] literal) {
        if (!Utf8.isValid(literal, 0, literal.length)) {
            return null;
        }
        String text = new String(literal, StandardCharsets.UTF_8);
        int last = text.length() - 1;
        if (last == 0 || text.charAt(last) != '"') {
            return null;
        }
        StringBuilder message = new StringBuilder(last);
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c == '"' || c < ' ') {
                return null;
            }
            if (c != '\\') {
                message.append(c);
                continue;
            }
            i++;
            int escaped = i < last ? escaped(text, i, last) : -1;
            if (escaped < 0) {
                return null;
            }
            message.append((char) escaped);
            i += text.charAt(i) == 'u' ? LONGEST_HEX : 0;
        }
        return utf8(message);
    }

    /** Half of a surrogate pair becomes U+FFFD, as browsers have it where clients send text in another way. */
    private static byte[] utf8(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                text.setCharAt(i, UNREADABLE);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The character that is written behind a backslash; negative for none. */
    private static int escaped(String text, int at, int end) {
        return switch (text.charAt(at)) {
            case '"', '\\', '/' -> text.charAt(at);
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> at + LONGEST_HEX < end ? unicode(text, at + 1) : -1;
            default -> -1;
        };
    }

    private static int unicode(String text, int from) {
        int code = 0;
        for (int i = from; i < from + LONGEST_HEX; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), HEX) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * HEX + digit;
        }
        return code;
    }
}
