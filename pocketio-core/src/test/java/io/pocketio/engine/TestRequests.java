package io.pocketio.engine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Requests as a binding would make them. */
public final class TestRequests {

    private TestRequests() {}

    public static EngineRequest get(String query) {
        return request("GET", query, false, Map.of(), Mono.empty());
    }

    public static EngineRequest post(String query, String body) {
        return post(query, Mono.just(body.getBytes(StandardCharsets.UTF_8)));
    }

    public static EngineRequest post(String query, Publisher<byte[]> body) {
        return request("POST", query, false, Map.of("content-type", "text/plain;charset=UTF-8"), body);
    }

    public static EngineRequest webSocket(String query) {
        return request("GET", query, true, Map.of(), Flux.empty());
    }

    public static EngineRequest request(
            String method, String query, boolean webSocket, Map<String, String> headers, Publisher<byte[]> body) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new EngineRequest(
                method, "/socket.io/?" + query, parameters, lists, webSocket, false, null, null, Context.empty(), body);
    }
}
