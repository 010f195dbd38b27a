package io.pocketio.engine;

/**
 * Adds headers to what the engine answers its clients: to polls and posts, and to WebSocket upgrades. Errors do not pass here.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ResponseHeadersHook {

    /**
     * An answer is about to leave. Called on an event loop, so it must be quick. When it throws, the answer leaves without what it
     * has changed, and the failure is logged.
     *
     * @param request what is answered
     * @param handshake whether it opens a session, over whichever transport
     */
    void addTo(ResponseHeaders headers, EngineRequest request, boolean handshake);
}
