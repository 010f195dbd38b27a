package io.pocketio.engine.polling;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/**
 * Collects the body of a POST, which mostly comes in one piece, and reads no further when it exceeds the limit. May be disposed of
 * before the server below has answered its subscription, as Reactor's own lambda subscriber may not.
 */
public final class BodyReader extends BaseSubscriber<byte[]> {

    public static final Throwable TOO_LARGE = new PayloadTooLargeException();

    private static final byte[] NOTHING = {};

    private final int limit;
    private final Consumer<byte[]> whole;
    private final Consumer<Throwable> failed;
    private final LongConsumer held;

    /** What {@link #held} was told of; -1 when that is over. */
    private final AtomicInteger counted = new AtomicInteger();

    private byte @Nullable [] first;
    private @Nullable ByteArrayOutputStream more;
    private boolean full;

    /**
     * @param failed told {@link #TOO_LARGE} when there is more than the limit, or why the body broke off
     * @param held told of bytes that are kept until the body is whole, and of their end
     */
    public BodyReader(int limit, Consumer<byte[]> whole, Consumer<Throwable> failed, LongConsumer held) {
        this.limit = limit;
        this.whole = whole;
        this.failed = failed;
        this.held = held;
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
            return;
        }
        if (first == null) {
            first = chunk;
        } else {
            append(first, chunk);
        }
        count(chunk.length);
    }

    private void count(int bytes) {
        int before = counted.getAndUpdate(sum -> sum < 0 ? sum : sum + bytes);
        if (before >= 0) {
            held.accept(bytes);
        }
    }

    /** Also of one that is cancelled by another thread while a chunk comes. */
    @Override
    protected void hookFinally(SignalType end) {
        int bytes = counted.getAndSet(-1);
        if (bytes > 0) {
            held.accept(-bytes);
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
            first = NOTHING; // it would be kept twice
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
