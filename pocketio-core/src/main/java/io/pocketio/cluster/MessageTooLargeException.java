package io.pocketio.cluster;

/**
 * A message for other nodes is longer than what carries it takes: nothing of it has been sent.
 *
 * @since 0.1
 */
public final class MessageTooLargeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public MessageTooLargeException(int bytes, int limit) {
        super("A message of " + bytes + " bytes for other nodes: the limit is " + limit);
    }
}
