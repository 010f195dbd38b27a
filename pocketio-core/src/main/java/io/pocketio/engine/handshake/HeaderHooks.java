package io.pocketio.engine.handshake;

import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EngineStream;
import io.pocketio.engine.ResponseHeadersHook;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the application's hooks, in their order, add headers to an answer. Immutable. */
final class HeaderHooks {

    private static final Logger logger = LoggerFactory.getLogger(HeaderHooks.class);
    private static final int OK = 200;

    private final List<ResponseHeadersHook> hooks;

    HeaderHooks(List<ResponseHeadersHook> hooks) {
        this.hooks = List.copyOf(hooks);
    }

    boolean isEmpty() {
        return hooks.isEmpty();
    }

    EngineResponse apply(EngineResponse response, EngineRequest request, boolean handshake) {
        return isEmpty() || response.status() != OK
                ? response
                : new EngineResponse(response.status(), apply(response.headers(), request, handshake), response.body());
    }

    EngineAnswer apply(EngineAnswer answer, EngineRequest request) {
        if (answer instanceof EngineStream stream) {
            return new EngineStream(stream.status(), apply(stream.headers(), request, false), stream.body());
        }
        return apply((EngineResponse) answer, request, false);
    }

    Map<String, List<String>> apply(Map<String, List<String>> headers, EngineRequest request, boolean handshake) {
        Map<String, List<String>> all = headers;
        for (ResponseHeadersHook hook : hooks) {
            all = apply(hook, all, request, handshake);
        }
        return all;
    }

    /** The packets of an answer are lost if it does not leave, so a hook that fails must not hold it back. */
    private static Map<String, List<String>> apply(
            ResponseHeadersHook hook, Map<String, List<String>> headers, EngineRequest request, boolean handshake) {
        DefaultResponseHeaders changed = new DefaultResponseHeaders(headers);
        try {
            hook.addTo(changed, request, handshake);
            return changed.toMap();
        } catch (Throwable failure) {
            logger.error("A hook for response headers failed", failure);
            return headers;
        }
    }
}
