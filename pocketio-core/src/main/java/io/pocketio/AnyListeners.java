package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;

/** Catch-all listeners of one socket, for one direction. Thread-safe; a listener may remove itself or others while it is told. */
final class AnyListeners {

    private static final Logger logger = LoggerFactory.getLogger(AnyListeners.class);

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();

    Disposable add(BiConsumer<String, Arguments> listener) {
        Registration registration = new Registration(listener);
        registrations.add(registration);
        return () -> registrations.remove(registration);
    }

    Disposable prepend(BiConsumer<String, Arguments> listener) {
        Registration registration = new Registration(listener);
        registrations.add(0, registration);
        return () -> registrations.remove(registration);
    }

    void clear() {
        registrations.clear();
    }

    boolean isEmpty() {
        return registrations.isEmpty();
    }

    /** Tells all of them; one that throws does not keep the event from the others. */
    void tell(DefaultSocket socket, String event, Arguments arguments) {
        for (Registration registration : registrations) {
            try {
                registration.listener.accept(event, arguments);
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
