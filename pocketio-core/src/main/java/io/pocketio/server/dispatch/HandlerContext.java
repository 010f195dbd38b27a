package io.pocketio.server.dispatch;

import io.pocketio.SocketIoSocket;
import io.pocketio.engine.EngineSession;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.SocketHandlers;
import org.jspecify.annotations.Nullable;

/** A socket as those see it who call its handlers. Any thread may call. */
public interface HandlerContext extends SocketIoSocket {

    /** What its namespace handles. */
    HandlerTable handlerTable();

    /** What this socket alone handles; {@code null} when there has never been anything. */
    @Nullable
    SocketHandlers ownHandlers();

    /** What of its connection is in the hands of handlers. */
    InboundLoad load();

    /** {@code null} when nobody watches handlers. */
    @Nullable
    BlockingWatch watch();

    /** Whether the server has sent the client away: what it sent before and nobody has handled yet is dropped. */
    boolean isDismissed();

    /** Whether the socket has left for good. */
    boolean isGone();

    /** Of its connection, in whose lane it is. */
    EngineSession session();
}
