package io.pocketio;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** The half of a socket that is about who listens to it alone. Thread-safe. */
abstract class ListeningSocket extends SendingSocket {

    private static final AtomicReferenceFieldUpdater<ListeningSocket, @Nullable SocketListeners> LISTENERS =
            AtomicReferenceFieldUpdater.newUpdater(ListeningSocket.class, SocketListeners.class, "listeners");

    /** Most sockets are served by the handlers of their namespace alone. Set once, by any thread. */
    private volatile @Nullable SocketListeners listeners;

    /** {@code null} when there has never been one. */
    @Nullable
    SocketListeners listeners() {
        return listeners;
    }

    private SocketListeners made() {
        SocketListeners made = listeners;
        while (made == null) {
            LISTENERS.compareAndSet(this, null, new SocketListeners());
            made = listeners;
        }
        return made;
    }

    @Override
    public Disposable on(String event, BiConsumer<Arguments, Ack> listener) {
        Events.requireSendable(event);
        return made().add(event, listener);
    }

    @Override
    public <T> Disposable on(String event, Class<T> type, BiConsumer<@Nullable T, Ack> listener) {
        return on(event, (arguments, ack) -> {
            T first = arguments.isNull(0) ? null : arguments.get(0, type);
            listener.accept(first, ack);
        });
    }

    @Override
    public Disposable once(String event, BiConsumer<Arguments, Ack> listener) {
        Events.requireSendable(event);
        return made().addOnce(event, listener);
    }

    @Override
    public void off(String event) {
        SocketListeners own = listeners;
        if (own != null) {
            own.remove(event);
        }
    }

    @Override
    public Disposable onAny(BiConsumer<String, Arguments> listener) {
        return made().incoming().add(listener);
    }

    @Override
    public Disposable prependAny(BiConsumer<String, Arguments> listener) {
        return made().incoming().prepend(listener);
    }

    @Override
    public void offAny() {
        SocketListeners own = listeners;
        if (own != null) {
            own.incoming().clear();
        }
    }

    @Override
    public Disposable onAnyOutgoing(BiConsumer<String, Arguments> listener) {
        return made().outgoing().add(listener);
    }

    @Override
    public Disposable prependAnyOutgoing(BiConsumer<String, Arguments> listener) {
        return made().outgoing().prepend(listener);
    }

    @Override
    public void offAnyOutgoing() {
        SocketListeners own = listeners;
        if (own != null) {
            own.outgoing().clear();
        }
    }

    @Override
    void tellOutgoing(Packet packet) {
        SocketListeners own = listeners;
        String event = packet.event();
        if (own != null && event != null) {
            own.outgoing().tell(this, event, packet.arguments());
        }
    }

    @Override
    public void use(EventMiddleware middleware) {
        made().addMiddleware(middleware);
    }

    @Override
    public void onError(Consumer<Throwable> listener) {
        made().addErrorListener(listener);
    }

    @Override
    public void onDisconnecting(DisconnectListener listener) {
        made().addDisconnecting(listener);
    }

    @Override
    public void onDisconnect(DisconnectListener listener) {
        made().addDisconnect(listener);
    }
}
