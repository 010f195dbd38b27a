package io.pocketio.annotation.support;

import org.jspecify.annotations.Nullable;

/**
 * A handler method cannot work the way it is declared. Stops the start of the application.
 *
 * @since 0.1
 */
public final class InvalidSocketHandlerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    /**
     * @param problem what is wrong, a sentence
     * @param remedy what to do about it, a sentence
     */
    public InvalidSocketHandlerException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What is wrong, with class and, unless it is the class as a whole, method. */
    public String problem() {
        return problem;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
