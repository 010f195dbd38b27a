package io.pocketio.engine.session;

import io.pocketio.engine.EngineServer;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.TransportType;

/** What tests of other packages need to know of an engine's inside. */
public final class EngineProbe {

    private EngineProbe() {}

    /** Whether there is such a session, with a poll parked. */
    public static boolean holdsPoll(EngineServer engine, String sid) {
        EngineSession session = ((DefaultEngineServer) engine).session(sid);
        return session != null && session.transport() == TransportType.POLLING && session.isWritable();
    }

    /** Ends a session from the server's side, if there is such a one. */
    public static void close(EngineServer engine, String sid) {
        EngineSession session = ((DefaultEngineServer) engine).session(sid);
        if (session != null) {
            session.close();
        }
    }

    /** As {@link #close}, and tells the client nothing. */
    public static void drop(EngineServer engine, String sid) {
        EngineSession session = ((DefaultEngineServer) engine).session(sid);
        if (session != null) {
            session.lane().execute(session::giveUp);
        }
    }

    /** Heartbeats and time-outs that are to come. */
    public static int armedTimers(EngineServer engine) {
        return engine.timersCount();
    }
}
