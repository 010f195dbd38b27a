package io.pocketio.event;

import io.pocketio.RecoveryAttempt;

/**
 * A client has asked for the session that it lost, and has got it or not. Published in the lane of its connection, as often as clients
 * like to cause it: a listener must be quick, or asynchronous.
 *
 * @since 0.1
 */
public record SocketIoRecoveryEvent(RecoveryAttempt attempt) {}
