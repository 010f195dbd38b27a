package io.pocketio.cluster;

/**
 * A message for other nodes is longer than what carries it takes: nothing of it has been sent.
 *
 * @since 0.1
 */
public final class MessageTooLargeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** @throws MessageTooLargeException when there are more bytes than that */
    public static void check(int bytes, int limit) {
        if (bytes > limit) {
            throw new MessageTooLargeException(bytes, limit);
        }
    }

    public MessageTooLargeException(int bytes, int limit) {
        super("A message of " + bytes + " bytes for other nodes: the limit is " + limit);
    }
}
