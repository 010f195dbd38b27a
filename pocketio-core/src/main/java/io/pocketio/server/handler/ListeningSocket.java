package io.pocketio.server.handler;

import io.pocketio.Ack;
import io.pocketio.DisconnectListener;
import io.pocketio.EventMiddleware;
import io.pocketio.protocol.Arguments;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** What a socket offers to those who listen to it alone, by way of the handlers that it has for them. Thread-safe. */
public interface ListeningSocket extends HandlerContext {

    /** Made when there are none yet. */
    SocketHandlers madeHandlers();

    @Override
    default Disposable on(String event, BiConsumer<Arguments, Ack> listener) {
        return madeHandlers().add(event, listener);
    }

    @Override
    default <T> Disposable on(String event, Class<T> type, BiConsumer<@Nullable T, Ack> listener) {
        return madeHandlers().add(event, type, listener);
    }

    @Override
    default Disposable once(String event, BiConsumer<Arguments, Ack> listener) {
        return madeHandlers().addOnce(event, listener);
    }

    @Override
    default void off(String event) {
        SocketHandlers made = ownHandlers();
        if (made != null) {
            made.remove(event);
        }
    }

    @Override
    default Disposable onAny(BiConsumer<String, Arguments> listener) {
        return madeHandlers().incoming().add(listener);
    }

    @Override
    default Disposable prependAny(BiConsumer<String, Arguments> listener) {
        return madeHandlers().incoming().prepend(listener);
    }

    @Override
    default void offAny() {
        SocketHandlers made = ownHandlers();
        if (made != null) {
            made.incoming().clear();
        }
    }

    @Override
    default Disposable onAnyOutgoing(BiConsumer<String, Arguments> listener) {
        return madeHandlers().outgoing().add(listener);
    }

    @Override
    default Disposable prependAnyOutgoing(BiConsumer<String, Arguments> listener) {
        return madeHandlers().outgoing().prepend(listener);
    }

    @Override
    default void offAnyOutgoing() {
        SocketHandlers made = ownHandlers();
        if (made != null) {
            made.outgoing().clear();
        }
    }

    @Override
    default void use(EventMiddleware middleware) {
        madeHandlers().addMiddleware(middleware);
    }

    @Override
    default void onError(Consumer<Throwable> listener) {
        madeHandlers().addErrorListener(listener);
    }

    @Override
    default void onDisconnecting(DisconnectListener listener) {
        madeHandlers().addDisconnecting(listener);
    }

    @Override
    default void onDisconnect(DisconnectListener listener) {
        madeHandlers().addDisconnect(listener);
    }
}
