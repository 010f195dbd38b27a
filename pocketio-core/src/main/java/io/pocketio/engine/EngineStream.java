package io.pocketio.engine;

import io.pocketio.collect.ClientKeys;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * An answer whose body comes piece by piece, each of which is to be sent when it comes.
 *
 * @param headers with {@code Content-Type}; how the body is framed is the binding's business
 * @since 0.1
 */
public record EngineStream(int status, Map<String, List<String>> headers, Body body) implements EngineAnswer {

    public EngineStream {
        headers = ClientKeys.mapOf(headers);
    }

    /** Where the pieces come from. Any thread may call. */
    public interface Body {

        /**
         * The next piece, to be asked for when the one before has been sent, for until then that counts as waiting for the client. Empty
         * at the end.
         */
        Mono<byte[]> next();

        /** Completes when the connection is to be cut, whatever is being sent: the client does not take it. */
        Mono<Void> whenCut();

        /** Nothing more is asked for: the client has gone, or the end has been sent. */
        void ended();
    }
}
