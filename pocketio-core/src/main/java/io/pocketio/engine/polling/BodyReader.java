package io.pocketio.engine.polling;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;

/**
 * Collects the body of a POST, which mostly comes in one piece, and reads no further when it exceeds the limit. May be disposed of
 * before the server below has answered its subscription, as Reactor's own lambda subscriber may not.
 */
final class BodyReader extends BaseSubscriber<byte[]> {

    static final Throwable TOO_LARGE = new PayloadTooLargeException();

    private static final byte[] NOTHING = {};

    private final int limit;
    private final Consumer<byte[]> whole;
    private final Consumer<Throwable> failed;

    private byte @Nullable [] first;
    private @Nullable ByteArrayOutputStream more;
    private boolean full;

    /** @param failed told {@link #TOO_LARGE} when there is more than the limit, or why the body broke off */
    BodyReader(int limit, Consumer<byte[]> whole, Consumer<Throwable> failed) {
        this.limit = limit;
        this.whole = whole;
        this.failed = failed;
    }

    @Override
    protected void hookOnNext(byte[] chunk) {
        if (full) {
            return; // came while it was being cancelled
        }
        if (chunk.length > limit - length()) {
            full = true;
            cancel();
            failed.accept(TOO_LARGE);
        } else if (first == null) {
            first = chunk;
        } else {
            append(first, chunk);
        }
    }

    private int length() {
        if (more != null) {
            return more.size();
        }
        return first == null ? 0 : first.length;
    }

    private void append(byte[] before, byte[] chunk) {
        ByteArrayOutputStream body = more;
        if (body == null) {
            body = new ByteArrayOutputStream();
            body.writeBytes(before);
            more = body;
        }
        body.writeBytes(chunk);
    }

    @Override
    protected void hookOnComplete() {
        if (!full) {
            whole.accept(more != null ? more.toByteArray() : first != null ? first : NOTHING);
        }
    }

    @Override
    protected void hookOnError(Throwable failure) {
        if (!full) {
            failed.accept(failure);
        }
    }

    /** Told apart by identity; without a stack trace, since a client causes it at will. */
    private static final class PayloadTooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private PayloadTooLargeException() {
            super("payload too large", null, false, false);
        }
    }
}
