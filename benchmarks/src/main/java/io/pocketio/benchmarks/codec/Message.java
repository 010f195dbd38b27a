package io.pocketio.benchmarks.codec;

import java.util.ArrayList;
import java.util.List;

/** The argument of an event: what a chat or a dashboard sends. */
record Message(int id, String text, List<String> lines) {

    /** Of the JSON without any text in it. */
    private static final int FRAME = "{'id':1,'text':'','lines':[]}".length();

    private static final String LINE = "The quick brown fox jumps over the lazy dog";

    /** Quotes and a comma. */
    private static final int LINE_FRAME = 3;

    /** A message of so many bytes of JSON: most of them in lines, what is left over in the text. */
    static Message ofSize(int bytes) {
        int room = bytes - FRAME;
        List<String> lines = new ArrayList<>();
        while (room >= LINE.length() + LINE_FRAME) {
            lines.add(LINE);
            room -= LINE.length() + LINE_FRAME;
        }
        int text = lines.isEmpty() ? room : room + 1; // the last line has no comma behind it
        return new Message(1, "x".repeat(text), lines);
    }
}
