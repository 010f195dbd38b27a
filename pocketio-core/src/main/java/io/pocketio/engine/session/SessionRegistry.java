package io.pocketio.engine.session;

import io.pocketio.engine.handshake.OpenSessions;
import io.pocketio.lane.OnceAMinute;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sessions of a server by their ids, and whether it takes more. Thread-safe. */
final class SessionRegistry implements OpenSessions {

    private static final Logger logger = LoggerFactory.getLogger(SessionRegistry.class);

    private final int limit;
    private final OnceAMinute warning;
    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();

    /** Concurrent: any thread. */
    private volatile boolean closed;

    /**
     * @param limit sessions that may be open at a time
     * @param clock milliseconds; never goes back
     */
    SessionRegistry(int limit, LongSupplier clock) {
        this.limit = limit;
        this.warning = new OnceAMinute(clock);
    }

    @Override
    public boolean areFull() {
        boolean full = sessions.size() >= limit;
        if (full && warning.isDue()) {
            logger.warn("Clients are refused: there are {} sessions, as many as max-sessions allows", limit);
        }
        return full;
    }

    @Override
    public boolean contains(String sid) {
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
