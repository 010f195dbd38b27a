package io.pocketio.server.handler;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;

/** How what an application has registered is taken back: once, and nothing else that is equal to it. Thread-safe. */
public final class Registration {

    private Registration() {}

    /** @param all that any thread may change */
    public static <T> Disposable add(List<T> all, T one) {
        all.add(one);
        return once(() -> remove(one, all));
    }

    /** That very object, once: it may have been added again, and others may say that they are equal to it. */
    static <T> void remove(T one, List<T> all) {
        AtomicBoolean removed = new AtomicBoolean();
        all.removeIf(each -> each == one && removed.compareAndSet(false, true));
    }

    /** What is done once, however often that is disposed of. */
    public static Disposable once(Runnable removal) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                removal.run();
            }
        };
    }
}
