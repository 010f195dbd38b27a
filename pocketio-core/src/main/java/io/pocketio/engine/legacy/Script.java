package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers that a page runs as a script, because it may read nothing else. Stateless. */
final class Script {

    static final String CONTENT_TYPE = "text/javascript; charset=UTF-8";

    /** Pages count their polls. */
    private static final int LONGEST_INDEX = 9;

    private static final int OK = 200;
    private static final char FIRST_PRINTABLE = ' ';

    private Script() {}

    /** Whether a page may have chosen it: anything else would be a script of somebody else's. */
    static boolean isIndex(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_INDEX && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The same answer, its body given to a function of the page. */
    static EngineResponse call(String index, EngineResponse plain) {
        return script(plain, "io.j[" + index + "](" + literal(text(plain), false) + ");");
    }

    /** As {@link #call}, of an error. */
    static EngineResponse callWithError(String index, EngineResponse plain) {
        return script(plain, "io.j[" + index + "](new Error(" + literal(text(plain), false) + "));");
    }

    private static String text(EngineResponse plain) {
        return new String(plain.body(), StandardCharsets.UTF_8);
    }

    private static EngineResponse script(EngineResponse plain, String script) {
        Map<String, List<String>> headers = new HashMap<>(plain.headers());
        headers.put("Content-Type", List.of(CONTENT_TYPE));
        headers.put("X-XSS-Protection", List.of("0"));
        return new EngineResponse(OK, headers, script.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A string literal of JavaScript.
     *
     * @param inHtml whether it stands in a page, where a slash can end the script
     */
    static String literal(String text, boolean inHtml) {
        StringBuilder literal = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                case '/' -> literal.append(inHtml ? "\\/" : "/");
                default -> {
                    if (c < FIRST_PRINTABLE || c == '\u2028' || c == '\u2029' || inHtml && c == '<') {
                        escape(c, literal);
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    /** Without a formatter: a client may have a long text of nothing else written. */
    private static void escape(char c, StringBuilder literal) {
        literal.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            literal.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }
}
