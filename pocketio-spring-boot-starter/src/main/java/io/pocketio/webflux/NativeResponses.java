package io.pocketio.webflux;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerResponse;

/** What only the server below WebFlux knows of a response. */
final class NativeResponses {

    private static final Logger logger = LoggerFactory.getLogger(NativeResponses.class);

    /** Netty's classes are there only where it is the server, or beside it. */
    private static final boolean NETTY = ClassUtils.isPresent(
            "reactor.netty.http.server.HttpServerResponse", NativeResponses.class.getClassLoader());

    private NativeResponses() {}

    /**
     * Whether the server has answered by itself: Reactor Netty does so when the rest of a request turns out to be malformed, and then
     * ends the request's body as if it were whole.
     */
    static boolean isAnswered(ServerHttpResponse response) {
        if (!NETTY) {
            return false;
        }
        try {
            return OnNetty.isAnswered(ServerHttpResponseDecorator.getNativeResponse(response));
        } catch (IllegalArgumentException | IllegalStateException none) {
            return false; // a mock, as applications test with, has no server below
        }
    }

    /** Runs tasks at the end of a turn of the response's event loop; {@code null} where the server has none that is known. */
    static @Nullable Executor turns(ServerHttpResponse response) {
        if (!NETTY) {
            return null;
        }
        try {
            return OnNetty.turns(ServerHttpResponseDecorator.getNativeResponse(response));
        } catch (IllegalArgumentException | IllegalStateException none) {
            return null; // as above
        }
    }

    /** Loaded with Netty only. */
    private static final class OnNetty {

        static @Nullable Executor turns(Object nativeResponse) {
            if (!(nativeResponse instanceof HttpServerResponse netty)) {
                return null;
            }
            Executor[] turns = new Executor[1];
            netty.withConnection(
                    connection -> turns[0] = turnsOf(connection.channel().eventLoop()));
            return turns[0];
        }

        private static Executor turnsOf(EventLoop loop) {
            return task -> {
                try {
                    loop.execute(task);
                } catch (RejectedExecutionException ended) {
                    logger.debug("Dropped a task of an event loop that has ended");
                }
            };
        }

        static boolean isAnswered(Object nativeResponse) {
            return nativeResponse instanceof HttpServerResponse netty && netty.hasSentHeaders();
        }
    }
}
