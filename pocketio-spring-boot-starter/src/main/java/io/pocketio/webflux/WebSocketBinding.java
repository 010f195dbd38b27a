package io.pocketio.webflux;

import io.pocketio.engine.Compression;
import io.pocketio.engine.EventLoopTurns;
import org.jspecify.annotations.Nullable;

/**
 * The WebSockets, and the event loops, of one kind of server below WebFlux. Those that there are say so in {@code META-INF/spring.factories}, and can be
 * loaded without the server they are for. Not for applications. Stateless.
 */
public interface WebSocketBinding {

    /** Whether its server's classes are there. */
    boolean isPresent();

    /** Whether it is for the server whose own response that is, the one below WebFlux's. Asked only where the classes are. */
    boolean supports(Object nativeResponse);

    /** @param compression that clients are offered; servers that agree on it by themselves, or do not, have no use for it */
    WebSocketUpgrade create(int maxMessageSize, @Nullable Compression compression);

    /** Of the event loop of a response that it supports; {@code null} where there is none that is known. */
    default @Nullable EventLoopTurns turns(Object nativeResponse) {
        return null;
    }
}
