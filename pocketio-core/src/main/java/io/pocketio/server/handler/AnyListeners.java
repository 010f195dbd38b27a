package io.pocketio.server.handler;

import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** Catch-all listeners of one socket, for one direction. Thread-safe; a listener may remove itself or others while it is told. */
public final class AnyListeners {

    private static final Logger logger = LoggerFactory.getLogger(AnyListeners.class);

    /** Replaced, never changed, under the monitor of this object; read by any thread. */
    private volatile List<Registration> registrations = List.of();

    public Disposable add(BiConsumer<String, Arguments> listener) {
        return insert(listener, false);
    }

    /** Ahead of those that are there. */
    public Disposable prepend(BiConsumer<String, Arguments> listener) {
        return insert(listener, true);
    }

    private synchronized Disposable insert(BiConsumer<String, Arguments> listener, boolean first) {
        Registration registration = new Registration(listener);
        List<Registration> more = new ArrayList<>(registrations);
        more.add(first ? 0 : more.size(), registration);
        registrations = more;
        return () -> remove(registration);
    }

    private synchronized void remove(Registration registration) {
        List<Registration> left = new ArrayList<>(registrations);
        left.remove(registration);
        registrations = left;
    }

    public synchronized void clear() {
        registrations = List.of();
    }

    public boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** Tells all of them; one that throws does not keep the event from the others. */
    public void tell(SocketIoSocket socket, String event, Arguments arguments) {
        List<Registration> told = registrations;
        for (int i = 0; i < told.size(); i++) {
            try {
                told.get(i).listener.accept(event, arguments);
            } catch (Throwable failure) {
                logger.error("A catch-all listener failed ({})", socket, failure);
            }
        }
    }

    /** Equal to itself alone: a listener may be there twice, and each time is removed for itself. */
    private static final class Registration {

        private final BiConsumer<String, Arguments> listener;

        private Registration(BiConsumer<String, Arguments> listener) {
            this.listener = listener;
        }
    }
}
