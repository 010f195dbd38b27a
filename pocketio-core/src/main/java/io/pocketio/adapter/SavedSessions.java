package io.pocketio.adapter;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of clients that are away, each for so long, and so many at most: the one that was saved first gives way. Confined to who
 * has the lock of its owner.
 */
final class SavedSessions {

    private static final Logger logger = LoggerFactory.getLogger(SavedSessions.class);

    private final RecoveryLimits limits;

    /** By pid, in the order in which they were saved. */
    private final Map<String, Saved> saved = new LinkedHashMap<>();

    SavedSessions(RecoveryLimits limits) {
        this.limits = limits;
    }

    void save(RecoverableSession session, long now) {
        saved.remove(session.pid());
        saved.put(session.pid(), new Saved(session, now));
        if (saved.size() > limits.maxSessions()) {
            Saved first = removeFirst();
            logger.debug("Gave up the {}: more than max-sessions are away", first.session());
        }
    }

    private Saved removeFirst() {
        Iterator<Saved> oldest = saved.values().iterator();
        Saved first = oldest.next();
        oldest.remove();
        return first;
    }

    /** The session is not here any more afterwards. */
    @Nullable
    RecoverableSession take(String pid) {
        Saved taken = saved.remove(pid);
        return taken == null ? null : taken.session();
    }

    void dropOld(long now) {
        long oldest = now - limits.maxDisconnectionDuration().toMillis();
        while (!saved.isEmpty() && saved.values().iterator().next().since() < oldest) {
            removeFirst();
        }
    }

    boolean isEmpty() {
        return saved.isEmpty();
    }

    void clear() {
        saved.clear();
    }

    private record Saved(RecoverableSession session, long since) {}
}
