package io.pocketio.engine;

/** What tests of other packages need to know of an engine's inside. */
public final class EngineProbe {

    private EngineProbe() {}

    /** Whether there is such a session, with a poll parked or a WebSocket that takes more. */
    public static boolean isWritable(EngineServer engine, String sid) {
        EngineSession session = engine.session(sid);
        return session != null && session.isWritable();
    }

    /** Heartbeats and time-outs that are to come. */
    public static int armedTimers(EngineServer engine) {
        return engine.wheel().size();
    }
}
