package io.pocketio.engine.session;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open sessions of a server by their ids, and whether it takes more. Thread-safe. */
final class SessionRegistry {

    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();

    /** Concurrent: any thread. */
    private volatile boolean closed;

    boolean contains(String sid) {
        return sessions.containsKey(sid);
    }

    @Nullable
    LiveSession find(String sid) {
        return sessions.get(sid);
    }

    /** @return whether its id is not that of another session */
    boolean add(LiveSession session) {
        return sessions.putIfAbsent(session.id(), session) == null;
    }

    /** @return whether it was here */
    boolean remove(LiveSession session) {
        return sessions.remove(session.id(), session);
    }

    int size() {
        return sessions.size();
    }

    /** A view. */
    Collection<LiveSession> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether more sessions are taken is up to those who add them: one that is on its way may come still. */
    void setClosed(boolean refuses) {
        closed = refuses;
    }
}
