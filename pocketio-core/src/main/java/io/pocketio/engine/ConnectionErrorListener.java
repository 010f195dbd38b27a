package io.pocketio.engine;

/**
 * Is told of requests that the engine refuses.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ConnectionErrorListener {

    /**
     * A request is about to be refused. Any client can have this called as often as it likes, on an event loop, so it must be
     * quick. What it throws is logged and changes nothing.
     */
    void refused(ConnectionError error);
}
