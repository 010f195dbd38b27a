package io.pocketio.server.namespace;

/** How long a namespace is there. */
enum Stay {
    FOR_GOOD,

    /** Until the application's last lease has ended; unless it is asked for without one. */
    WHILE_LEASED,

    /** While clients are in it, who have brought it into being; or longer, if the server's settings say so. */
    WHILE_ENTERED
}
