package io.pocketio.webflux;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;

/** Puts the headers of the engine's answers into WebFlux's. */
final class EngineHeaders {

    /** What filters of the application may have said already, and is not taken back by saying more. */
    private static final Set<String> CUMULATIVE = cumulative();

    private EngineHeaders() {}

    private static Set<String> cumulative() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(HttpHeaders.SET_COOKIE, HttpHeaders.VARY));
        return names;
    }

    static void write(Map<String, List<String>> headers, HttpHeaders out) {
        headers.forEach((name, values) -> {
            if (CUMULATIVE.contains(name)) {
                out.addAll(name, values);
            } else {
                out.put(name, values);
            }
        });
    }
}
