package io.pocketio.server.namespace;

import io.pocketio.Ack;
import io.pocketio.log.ClientText;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.handler.EventNames;
import io.pocketio.server.handler.Registration;
import io.pocketio.server.handler.UnrequestedAck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** What an application listens to that other nodes send to a namespace. Thread-safe. */
final class ServerSideListeners {

    private static final Logger logger = LoggerFactory.getLogger(ServerSideListeners.class);

    private final Map<String, List<BiConsumer<Arguments, Ack>>> listeners = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException when the name means something to the namespace itself */
    Disposable add(String event, BiConsumer<Arguments, Ack> listener) {
        EventNames.requireSendableToServers(event);
        return Registration.add(listeners.computeIfAbsent(event, name -> new CopyOnWriteArrayList<>()), listener);
    }

    /** @param reply called at most once, {@code null} when no answer is wanted */
    void event(String event, Arguments arguments, @Nullable Consumer<Arguments> reply) {
        List<BiConsumer<Arguments, Ack>> called = listeners.get(event);
        if (called == null) {
            return;
        }
        Ack ack = reply == null ? UnrequestedAck.INSTANCE : new Reply(reply);
        for (BiConsumer<Arguments, Ack> listener : called) {
            try {
                listener.accept(arguments, ack);
            } catch (Throwable failure) {
                logger.error("A listener to other nodes' {} failed", ClientText.of(event), failure);
            }
        }
    }

    /** An answer to another node. Thread-safe. */
    private static final class Reply implements Ack {

        /** Empty when it is sent. */
        private final AtomicReference<@Nullable Consumer<Arguments>> reply;

        Reply(Consumer<Arguments> reply) {
            this.reply = new AtomicReference<>(reply);
        }

        @Override
        public boolean isRequested() {
            return true;
        }

        @Override
        public void send(@Nullable Object... arguments) {
            Consumer<Arguments> unsent = reply.getAndSet(null);
            if (unsent != null) {
                unsent.accept(Arguments.of(arguments));
            }
        }
    }
}
