package io.pocketio.engine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** The little JSON that the engine itself writes. It never passes through a mapper of the application. */
final class ProtocolJson {

    private ProtocolJson() {}

    static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
