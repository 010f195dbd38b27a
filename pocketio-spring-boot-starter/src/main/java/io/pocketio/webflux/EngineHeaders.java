package io.pocketio.webflux;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** Puts the headers of the engine's answers into WebFlux's. */
public final class EngineHeaders {

    private EngineHeaders() {}

    public static void write(Map<String, List<String>> headers, HttpHeaders out) {
        headers.forEach((name, values) -> {
            if (isCumulative(name)) {
                out.addAll(name, values);
            } else {
                out.put(name, values);
            }
        });
    }

    /** What filters of the application may have said already, and is not taken back by saying more. */
    private static boolean isCumulative(String name) {
        return name.equalsIgnoreCase(HttpHeaders.VARY) || name.equalsIgnoreCase(HttpHeaders.SET_COOKIE);
    }
}
