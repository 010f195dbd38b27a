package io.pocketio.sample;

/** Something a user may not do. The message is written for the user, and the page shows it. */
class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
