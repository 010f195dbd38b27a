package io.pocketio;

import io.pocketio.log.ClientText;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler, or other code of the application, that is at work in the lane of a connection for too long: all other clients of the thread wait for it. Immutable.
 *
 * @param handler as it describes itself
 * @param occasion the event, or {@code connect}, {@code disconnect}, {@code acknowledgement} and the like; a namespace that comes into being
 * @param socket for which it was called; {@code null} where there is none yet, as for who decides about a namespace
 * @param thread that it blocks
 * @param time that it has taken already, at least
 * @param stack where it is now, the innermost call first; empty when the thread cannot be asked
 * @since 0.1
 */
public record BlockedHandler(
        String handler,
        String occasion,
        @Nullable SocketIoSocket socket,
        String thread,
        Duration time,
        List<StackTraceElement> stack) {

    public BlockedHandler {
        stack = List.copyOf(stack);
    }

    /** The stack in a form that a logger takes for an exception; nothing that was thrown. */
    public Throwable trace() {
        return new Trace(stack);
    }

    /** All but the stack, as a sentence without its full stop. */
    @Override
    public String toString() {
        return handler + " has blocked thread " + thread + " for " + time.toMillis() + " ms, handling '"
                + ClientText.of(occasion) + "'" + (socket == null ? "" : " (" + socket + ")");
    }

    /** Shows where the handler is. */
    private static final class Trace extends Throwable {

        private static final long serialVersionUID = 1L;

        private Trace(List<StackTraceElement> stack) {
            super("Blocked here", null, false, true);
            setStackTrace(stack.toArray(StackTraceElement[]::new));
        }
    }
}
