package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineRequest;
import java.util.List;
import java.util.Map;

/** What of a handshake is kept as long as its session, in bytes of memory, about. Stateless. */
final class HandshakeSize {

    /** Of the objects around a name and its values, without their characters: short ones weigh many times what they are on the wire. */
    private static final int ENTRY = 128;

    private HandshakeSize() {}

    static long of(EngineRequest request) {
        long size = request.uri().length();
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            size += ENTRY + parameter.getKey().length() + parameter.getValue().length();
        }
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            size += header.getKey().length();
            for (String value : header.getValue()) {
                size += ENTRY + value.length();
            }
        }
        return size;
    }
}
