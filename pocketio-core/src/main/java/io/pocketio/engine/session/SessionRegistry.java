package io.pocketio.engine.session;

import io.pocketio.engine.handshake.OpenSessions;
import io.pocketio.engine.legacy.PendingHandshakes;
import io.pocketio.log.OncePerMinute;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sessions of a server by their ids, and whether it takes more. Thread-safe. */
final class SessionRegistry implements OpenSessions {

    private static final Logger logger = LoggerFactory.getLogger(SessionRegistry.class);

    private final int limit;
    private final PendingHandshakes pending;
    private final OncePerMinute warning;
    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();

    /** Few, and each for a moment. */
    private final Set<LiveSession> ending = ConcurrentHashMap.newKeySet();

    /** Concurrent: any thread. */
    private volatile boolean closed;

    /**
     * @param limit sessions that may be open at a time
     * @param pending handshakes that count as sessions
     * @param nanoTime as {@link System#nanoTime}
     */
    SessionRegistry(int limit, PendingHandshakes pending, LongSupplier nanoTime) {
        this.limit = limit;
        this.pending = pending;
        this.warning = new OncePerMinute(nanoTime);
    }

    @Override
    public boolean areFull() {
        boolean full = sessions.size() + pending.size() >= limit;
        if (full && warning.test()) {
            logger.warn("Clients are refused: there are {} sessions, as many as max-sessions allows", limit);
        }
        return full;
    }

    @Override
    public boolean contains(String sid) {
        return sessions.containsKey(sid) || pending.contains(sid);
    }

    @Nullable
    LiveSession find(String sid) {
        return sessions.get(sid);
    }

    /** @return whether its id is not that of another session */
    boolean add(LiveSession session) {
        return sessions.putIfAbsent(session.id(), session) == null;
    }

    /**
     * It is not open any more, and its listener has not been told yet.
     *
     * @return whether it was here
     */
    boolean remove(LiveSession session) {
        ending.add(session); // first: it must not be in neither
        return sessions.remove(session.id(), session);
    }

    /** Its listener has been told. */
    void ended(LiveSession session) {
        ending.remove(session);
    }

    /** Those that are open, and those of whose end not everybody has been told. */
    Set<LiveSession> unfinished() {
        Set<LiveSession> all = new HashSet<>(sessions.values());
        all.addAll(ending);
        return all;
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
        pending.clear();
    }
}
