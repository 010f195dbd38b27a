package io.pocketio.server.namespace;

/** How long a namespace is there. */
enum Stay {
    FOR_GOOD,

    /** Until the application's last lease has ended; unless it is asked for without one. */
    WHILE_LEASED,

    /**
     * A child while clients are in it, or longer if the server's settings say so; and while it is leased. Goes with its parent, unless a
     * lease of its own goes on.
     */
    WHILE_ENTERED
}
