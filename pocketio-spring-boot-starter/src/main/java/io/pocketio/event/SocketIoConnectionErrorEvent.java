package io.pocketio.event;

import io.pocketio.engine.ConnectionError;

/**
 * A request has been refused before there was a connection: the application event for the reference server's
 * {@code connection_error}. Published on the event loop of the request, as often as clients like to cause it: a listener must be
 * quick, or asynchronous.
 *
 * @since 0.1
 */
public record SocketIoConnectionErrorEvent(ConnectionError error) {}
