package io.pocketio.adapter.memory;

import io.pocketio.adapter.RecoverableSession;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of clients that are away, each for so long, and as many as the server has room for: the one that was saved first gives way.
 * Confined to who has the lock of its owner.
 */
final class SavedSessions {

    private static final Logger logger = LoggerFactory.getLogger(SavedSessions.class);

    private final RecoveryBudget budget;

    /** By pid, in the order in which they were saved. */
    private final Map<String, Saved> saved = new LinkedHashMap<>();

    SavedSessions(RecoveryBudget budget) {
        this.budget = budget;
    }

    void save(RecoverableSession session, long now) {
        take(session.pid());
        saved.put(session.pid(), new Saved(session, now));
        budget.addSessions(1);
        if (budget.hasTooManySessions()) {
            Saved first = removeFirst();
            logger.debug("Gave up the {}: more than max-sessions are away", first.session());
        }
    }

    private Saved removeFirst() {
        Iterator<Saved> oldest = saved.values().iterator();
        Saved first = oldest.next();
        oldest.remove();
        budget.addSessions(-1);
        return first;
    }

    /** The session is not here any more afterwards. */
    @Nullable
    RecoverableSession take(String pid) {
        Saved taken = saved.remove(pid);
        if (taken == null) {
            return null;
        }
        budget.addSessions(-1);
        return taken.session();
    }

    void dropOld(long now) {
        long oldest = now - budget.limits().maxDisconnectionDuration().toMillis();
        while (!saved.isEmpty() && saved.values().iterator().next().since() < oldest) {
            removeFirst();
        }
    }

    boolean isEmpty() {
        return saved.isEmpty();
    }

    void clear() {
        budget.addSessions(-saved.size());
        saved.clear();
    }

    private record Saved(RecoverableSession session, long since) {}
}
