package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineRequest;
import io.pocketio.lane.TimerWheel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Handshakes whose clients have not come with a transport yet: kept for a while, and counted as sessions. Thread-safe. */
public final class PendingHandshakes {

    private final TimerWheel wheel;
    private final Duration lifetime;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();

    /** @param lifetime after which a handshake is forgotten */
    public PendingHandshakes(TimerWheel wheel, Duration lifetime) {
        this.wheel = wheel;
        this.lifetime = lifetime;
    }

    public int size() {
        return pending.size();
    }

    public boolean contains(String sid) {
        return pending.containsKey(sid);
    }

    /**
     * @param request as the session is to keep it
     * @return whether there was none of that id
     */
    boolean add(String sid, EngineRequest request) {
        Pending added = new Pending(sid, request);
        if (pending.putIfAbsent(sid, added) != null) {
            return false;
        }
        wheel.arm(added, lifetime);
        if (pending.get(sid) != added) {
            wheel.disarm(added); // its client was faster
        }
        return true;
    }

    /** Whoever gets it opens the session; {@code null} for all others. */
    @Nullable
    EngineRequest take(String sid) {
        Pending taken = pending.remove(sid);
        if (taken == null) {
            return null;
        }
        wheel.disarm(taken);
        return taken.request;
    }

    /** Forgets all. */
    public void clear() {
        pending.keySet().forEach(this::take);
    }

    private final class Pending extends TimerWheel.Timer {

        private final String sid;
        private final EngineRequest request;

        Pending(String sid, EngineRequest request) {
            this.sid = sid;
            this.request = request;
        }

        @Override
        public void expired() {
            pending.remove(sid, this);
        }
    }
}
