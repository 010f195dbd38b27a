package io.pocketio.annotation.invocation;

import io.pocketio.Ack;
import io.pocketio.json.CodecException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes the acknowledgement of an event out of what its handler gave. */
final class Acknowledgement {

    /** For handlers that have nothing to answer. */
    static final Ack NONE = new Ack() {
        @Override
        public boolean isRequested() {
            return false;
        }

        @Override
        public void send(@Nullable Object... arguments) {}
    };

    private static final Object EMPTY = new Object();

    private Acknowledgement() {}

    static void sendEmpty(Ack ack) {
        if (ack.isRequested()) {
            ack.send();
        }
    }

    /**
     * @param source whose value it is, for messages
     * @throws UnwritableResultException when it cannot be written: no fault of the client, which a {@link CodecException} would
     *     say, nor of an argument, which an exception handler may expect
     */
    static void send(Ack ack, @Nullable Object value, SocketHandlerMethod source) {
        if (!ack.isRequested()) {
            return;
        }
        try {
            ack.send(value instanceof Optional<?> optional ? optional.orElse(null) : value);
        } catch (CodecException | IllegalArgumentException failure) {
            throw new UnwritableResultException(source, failure);
        }
    }

    /** Sends the value when it comes, or no arguments when none comes. */
    static Mono<Void> sendLater(Ack ack, Mono<?> value, SocketHandlerMethod source) {
        if (!ack.isRequested()) {
            return value.then();
        }
        return value.cast(Object.class).defaultIfEmpty(EMPTY).handle((present, sink) -> {
            if (present == EMPTY) {
                ack.send();
            } else {
                send(ack, present, source);
            }
        });
    }
}
