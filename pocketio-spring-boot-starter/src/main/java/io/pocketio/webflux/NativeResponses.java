package io.pocketio.webflux;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerResponse;

/** What only the server below WebFlux knows of a response. */
final class NativeResponses {

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

    /**
     * Has the task run when all that has been written to the connection of a response is in the hands of its socket, or the connection is
     * gone. In its event loop.
     *
     * @return whether this is a server for which that is known; otherwise the task does not run
     */
    static boolean whenSent(ServerHttpResponse response, Runnable task) {
        if (!NETTY) {
            return false;
        }
        try {
            return OnNetty.whenSent(ServerHttpResponseDecorator.getNativeResponse(response), task);
        } catch (IllegalArgumentException | IllegalStateException none) {
            return false; // as above
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

        static boolean closeConnection(Object nativeResponse) {
            if (!(nativeResponse instanceof HttpServerResponse netty)) {
                return false;
            }
            netty.withConnection(connection -> connection.channel().close());
            return true;
        }

        /** By an empty buffer behind all that waits. Later, for the answer itself may be on its way to the event loop. */
        static boolean whenSent(Object nativeResponse, Runnable task) {
            if (!(nativeResponse instanceof HttpServerResponse netty)) {
                return false;
            }
            netty.withConnection(connection -> {
                Channel channel = connection.channel();
                try {
                    channel.eventLoop().execute(() -> mark(channel, task));
                } catch (RejectedExecutionException ended) {
                    task.run(); // with the connections of that loop
                }
            });
            return true;
        }

        private static void mark(Channel channel, Runnable task) {
            ChannelHandlerContext next = channel.pipeline().firstContext();
            if (next == null || !channel.isActive()) {
                task.run();
            } else {
                next.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> task.run());
            }
        }

        static boolean isAnswered(Object nativeResponse) {
            return nativeResponse instanceof HttpServerResponse netty && netty.hasSentHeaders();
        }
    }
}
