package io.pocketio.msgpack;

import io.pocketio.json.Attachments;
import io.pocketio.json.Placeholders;
import io.pocketio.json.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Goes over a JSON text and writes it as MessagePack, token by token. Confined to one text. */
final class JsonToMsgpack {

    private static final int[] NO_SIZES = {};

    private final byte[] json;
    private final int from;
    private final int to;
    private final Attachments attachments;
    private final Placeholders placeholders;
    private final MsgpackWriter out;
    private int at;

    JsonToMsgpack(byte[] json, int from, int to, Attachments attachments, MsgpackWriter out) {
        this.json = json;
        this.from = from;
        this.to = to;
        this.attachments = attachments;
        this.placeholders = attachments.isEmpty()
                ? Placeholders.none()
                : Placeholders.find(json, from, to - from).firstOfEach(attachments.size());
        this.out = out;
        this.at = from;
    }

    /** No stack is needed: MessagePack does not mark where a container ends. */
    void run() throws IOException {
        int[] sizes = NO_SIZES;
        int containers = 0;
        int found = 0;
        while (at < to) {
            byte b = json[at];
            switch (b) {
                case '{', '[' -> {
                    if (found < placeholders.size() && from + placeholders.start(found) == at) {
                        out.binary(attachments.get(placeholders.number(found)));
                        at = from + placeholders.end(found++);
                    } else {
                        // a text without containers needs none
                        sizes = sizes == NO_SIZES ? JsonSizes.of(json, from, to, placeholders) : sizes;
                        open(b, sizes[containers++]);
                    }
                }
                case '"' -> string();
                case ' ', '\n', '\r', '\t', ',', ':', '}', ']' -> at++;
                default -> scalar(b);
            }
        }
    }

    private void open(byte kind, int size) throws IOException {
        at++;
        if (kind == '{') {
            out.map(size);
        } else {
            out.array(size);
        }
    }

    private void scalar(byte first) throws IOException {
        int start = at;
        while (at < to && isScalar(json[at])) {
            at++;
        }
        switch (first) {
            case 't' -> out.bool(true);
            case 'f' -> out.bool(false);
            case 'n' -> out.nil();
            default -> out.number(json, start, at);
        }
    }

    private static boolean isScalar(byte b) {
        return b > ' ' && b != ',' && b != ']' && b != '}';
    }

    private void string() throws IOException {
        int start = at + 1;
        int end = PlainText.skip(json, start, to);
        if (json[end] == '"') {
            out.utf8(json, start, end);
            at = end + 1;
            return;
        }
        at = JsonSizes.endOfString(json, at, to);
        out.string(unescape(new String(json, start, at - 1 - start, StandardCharsets.UTF_8)));
    }

    private static String unescape(String text) {
        StringBuilder unescaped = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int escape = text.indexOf('\\', at);
            if (escape < 0) {
                return unescaped.append(text, at, text.length()).toString();
            }
            unescaped.append(text, at, escape).append(meaning(text, escape + 1));
            at = escape + (text.charAt(escape + 1) == 'u' ? 6 : 2);
        }
        return unescaped.toString();
    }

    private static char meaning(String text, int at) {
        char escape = text.charAt(at);
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text, at + 1, at + 5, 16);
            default -> escape;
        };
    }
}
