package io.pocketio.engine;

import java.util.List;
import java.util.Map;

/**
 * What a binding answers to an HTTP request: mostly all at once.
 *
 * @since 0.1
 */
public sealed interface EngineAnswer permits EngineResponse, EngineStream {

    int status();

    /** What the engine, or a hook of the application, has to say. */
    Map<String, List<String>> headers();
}
