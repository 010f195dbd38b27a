package io.pocketio.server.handler;

import io.pocketio.SocketIoSocket;
import org.jspecify.annotations.Nullable;

/** A socket as those see it who call its handlers. Any thread may call. */
public interface HandlerContext extends SocketIoSocket {

    /** What its namespace handles. */
    HandlerTable handlerTable();

    /** What this socket alone handles; {@code null} when there has never been anything. */
    @Nullable
    SocketHandlers ownHandlers();

    /** Whether the server has sent the client away: what it sent before and nobody has handled yet is dropped. */
    boolean isDismissed();

    /** Whether the socket has left for good. */
    boolean isGone();

    /** Runs the task in the socket's lane: at once for a caller who is there. */
    void enterLane(Runnable task);
}
