package io.pocketio.webflux;

import io.netty.channel.EventLoop;
import io.pocketio.engine.EventLoopTurns;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

    /** Of the event loop of the response; {@code null} where the server has none that is known. */
    static @Nullable EventLoopTurns turns(ServerHttpResponse response) {
        if (!NETTY) {
            return null;
        }
        try {
            return OnNetty.turns(ServerHttpResponseDecorator.getNativeResponse(response));
        } catch (IllegalArgumentException | IllegalStateException none) {
            return null; // as above
        }
    }

    /**
     * Closes the connection of a response, whatever is being written to it.
     *
     * @return whether this is a server for which that is known how to
     */
    static boolean closeConnection(ServerHttpResponse response) {
        if (!NETTY) {
            return false;
        }
        try {
            return OnNetty.closeConnection(ServerHttpResponseDecorator.getNativeResponse(response));
        } catch (IllegalArgumentException | IllegalStateException none) {
            return false; // as above
        }
    }

    /** Loaded with Netty only. */
    private static final class OnNetty {

        static @Nullable EventLoopTurns turns(Object nativeResponse) {
            if (!(nativeResponse instanceof HttpServerResponse netty)) {
                return null;
            }
            EventLoopTurns[] turns = new EventLoopTurns[1];
            netty.withConnection(
                    connection -> turns[0] = new NettyTurns(connection.channel().eventLoop()));
            return turns[0];
        }

        static boolean closeConnection(Object nativeResponse) {
            if (!(nativeResponse instanceof HttpServerResponse netty)) {
                return false;
            }
            netty.withConnection(connection -> connection.channel().close());
            return true;
        }

        static boolean isAnswered(Object nativeResponse) {
            return nativeResponse instanceof HttpServerResponse netty && netty.hasSentHeaders();
        }
    }

    private record NettyTurns(EventLoop loop) implements EventLoopTurns {

        @Override
        public void atEnd(Runnable task) {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException ended) {
                dropped();
            }
        }

        /** As a timer that is due: the loop runs its tasks for up to a second before it looks at its connections again. */
        @Override
        public void inNext(Runnable task) {
            try {
                loop.schedule(task, 0, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException ended) {
                dropped();
            }
        }

        private static void dropped() {
            logger.debug("Dropped a task of an event loop that has ended");
        }
    }
}
