package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.polling.ScriptText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers that a page runs as a script, because it may read nothing else. Stateless. */
final class Script {

    /** Pages count their polls. */
    private static final int LONGEST_INDEX = 9;

    private static final int OK = 200;

    private Script() {}

    /** Whether a page may have chosen it: anything else would be a script of somebody else's. */
    static boolean isIndex(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_INDEX && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The same answer, its body given to a function of the page. */
    static EngineResponse call(String index, EngineResponse plain) {
        return script(plain, "io.j[" + index + "](", ");");
    }

    /** As {@link #call}, of an error. */
    static EngineResponse callWithError(String index, EngineResponse plain) {
        return script(plain, "io.j[" + index + "](new Error(", "));");
    }

    private static EngineResponse script(EngineResponse plain, String before, String behind) {
        Map<String, List<String>> headers = new HashMap<>(plain.headers());
        headers.put("Content-Type", List.of(ScriptText.CONTENT_TYPE));
        headers.put("X-XSS-Protection", List.of("0"));
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        ScriptText.write(plain.body(), 0, plain.body().length, script);
        script.writeBytes(behind.getBytes(StandardCharsets.US_ASCII));
        return new EngineResponse(OK, headers, script.toByteArray());
    }
}
