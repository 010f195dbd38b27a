package io.pocketio.annotation.support;

/**
 * A handler method cannot work the way it is declared. Stops the start of the application.
 *
 * @since 0.1
 */
public final class InvalidSocketHandlerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    InvalidSocketHandlerException(String problem, String remedy) {
        super(problem + " " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong, with class and method. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
