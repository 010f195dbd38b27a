package io.pocketio.engine;

/**
 * What stands above the engine: Socket.IO, or an application that speaks plain Engine.IO.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EngineListener {

    /**
     * A client has opened a session; its open packet is written already. Called in the session's lane.
     *
     * @return who receives the session's messages
     */
    SessionListener opened(EngineSession session);
}
