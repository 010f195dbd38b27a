package io.pocketio.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One run over valid JSON, without recursion. As in the reference, the last of equal names counts. Confined to its caller.
 */
final class PlaceholderSearch {

    private static final byte[] FLAG = "_placeholder".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NUMBER = "num".getBytes(StandardCharsets.US_ASCII);

    /** Longer numbers are no index of anything. */
    private static final int MAX_NUMBER_LENGTH = 20;

    private static final int UNICODE_ESCAPE_LENGTH = 6;

    private final byte[] json;
    private final int from;
    private final int to;
    private final List<Placeholders.Found> found = new ArrayList<>();
    private final List<Container> open = new ArrayList<>();
    private int objects;

    PlaceholderSearch(byte[] json, int from, int to) {
        this.json = json;
        this.from = from;
        this.to = to;
    }

    /** An object or array that is not closed yet. */
    private static final class Container {

        final int start;
        final int objectsBefore;

        /** How many placeholders were found before it: what comes behind them is inside. */
        final int foundBefore;

        /** Whether the next value is that of the member. */
        boolean flagFollows;

        boolean numberFollows;

        boolean isPlaceholder;
        int number = Placeholders.NONE;

        Container(int start, int objectsBefore, int foundBefore) {
            this.start = start;
            this.objectsBefore = objectsBefore;
            this.foundBefore = foundBefore;
        }
    }

    List<Placeholders.Found> run() {
        int at = from;
        while (at < to) {
            switch (json[at]) {
                case ' ', '\n', '\r', '\t', ',', ':' -> at++;
                case '"' -> at = string(at);
                case '{', '[' -> open(at++);
                case '}', ']' -> close(at++);
                default -> at = scalar(at);
            }
        }
        return found;
    }

    private void open(int at) {
        value(at, at);
        open.add(new Container(at, objects, found.size()));
        if (json[at] == '{') {
            objects++;
        }
    }

    private void close(int at) {
        Container container = open.remove(open.size() - 1);
        if (container.isPlaceholder) {
            found.subList(container.foundBefore, found.size()).clear();
            found.add(new Placeholders.Found(
                    container.start - from, at + 1 - from, container.number, container.objectsBefore));
        }
    }

    private int string(int start) {
        int end = start + 1;
        while (json[end] != '"') {
            end += json[end] == '\\' ? 2 : 1;
        }
        int next = end + 1;
        while (next < to && json[next] <= ' ' && json[next] >= 0) {
            next++;
        }
        if (next < to && json[next] == ':') {
            Container container = open.get(open.size() - 1);
            container.flagFollows = isName(FLAG, start + 1, end);
            container.numberFollows = isName(NUMBER, start + 1, end);
        } else {
            value(start, start);
        }
        return next;
    }

    private int scalar(int start) {
        int end = start + 1;
        while (end < to && json[end] > ' ' && json[end] != ',' && json[end] != ']' && json[end] != '}') {
            end++;
        }
        value(start, end);
        return end;
    }

    /** Takes notice of a value when it is that of a member which makes a placeholder; only scalars have a length here. */
    private void value(int start, int end) {
        if (open.isEmpty()) {
            return;
        }
        Container container = open.get(open.size() - 1);
        if (container.flagFollows) {
            container.isPlaceholder = json[start] == 't';
            container.flagFollows = false;
        } else if (container.numberFollows) {
            container.number = index(start, end);
            container.numberFollows = false;
        }
    }

    /** Whether the name, which may be written with escapes, is this one. */
    private boolean isName(byte[] name, int start, int end) {
        int at = start;
        for (byte expected : name) {
            if (at < end && json[at] == '\\' && json[at + 1] == 'u') {
                String code = new String(json, at + 2, 4, StandardCharsets.US_ASCII);
                if (Integer.parseInt(code, 16) != expected) {
                    return false;
                }
                at += UNICODE_ESCAPE_LENGTH;
            } else if (at == end || json[at++] != expected) {
                return false;
            }
        }
        return at == end;
    }

    private int index(int start, int end) {
        boolean isNumber = json[start] == '-' || json[start] >= '0' && json[start] <= '9';
        if (!isNumber || end - start > MAX_NUMBER_LENGTH) {
            return Placeholders.NONE;
        }
        double value = Double.parseDouble(new String(json, start, end - start, StandardCharsets.US_ASCII));
        int index = (int) value;
        return index == value ? index : Placeholders.NONE;
    }
}
