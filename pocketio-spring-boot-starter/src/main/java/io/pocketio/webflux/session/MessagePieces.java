package io.pocketio.webflux.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of a WebSocket together from the pieces that its server reads, in memory that grows with what comes. One that is
 * longer than the limit is handed on when that is known, cut off behind the piece that exceeds it: who takes it tells by its length, and
 * ends the connection. What comes when the server has closed is dropped: nobody takes it any more, and it would gather. Not thread-safe:
 * a server reads a connection by one thread at a time.
 *
 * @param <T> what a message is, and a piece of one
 */
final class MessagePieces<T> implements MessageHandler.Partial<T> {

    private final Session session;
    private final Whole<T> whole;
    private final int limit;
    private final UnaryOperator<T> ownCopy;
    private final Supplier<Begun<T>> begin;

    /** {@code null} between messages that come in more than one piece. */
    private @Nullable Begun<T> begun;

    /** Of the message at hand nothing more is wanted. */
    private boolean exceeded;

    /** @param ownCopy of a piece that the server may overwrite when it has been taken */
    private MessagePieces(
            Session session, Whole<T> whole, int limit, UnaryOperator<T> ownCopy, Supplier<Begun<T>> begin) {
        this.session = session;
        this.whole = whole;
        this.limit = limit;
        this.ownCopy = ownCopy;
        this.begin = begin;
    }

    /**
     * Puts itself between the session and those who have registered with it for whole messages, text or binary, before it reads any.
     * Who has registered for pongs gets none.
     *
     * @param limit of a message: bytes, or UTF-16 code units of text, which has as many bytes at least
     */
    static void putTogether(Session session, int limit) {
        for (MessageHandler handler : Set.copyOf(session.getMessageHandlers())) {
            if (handler instanceof Whole<?> whole) {
                replace(session, whole, limit);
            }
        }
    }

    /** What a handler is for shows by its absence alone: a session has one at most for text, for what is binary, and for pongs. */
    @SuppressWarnings("unchecked")
    private static void replace(Session session, Whole<?> whole, int limit) {
        session.removeMessageHandler(whole);
        if (!takes(session, String.class, texts(session, (Whole<String>) whole, limit))) {
            takes(session, ByteBuffer.class, binaries(session, (Whole<ByteBuffer>) whole, limit));
        }
    }

    private static <T> boolean takes(Session session, Class<T> type, Partial<T> handler) {
        try {
            session.addMessageHandler(type, handler);
            return true;
        } catch (IllegalStateException taken) {
            return false;
        }
    }

    private static MessagePieces<String> texts(Session session, Whole<String> whole, int limit) {
        return new MessagePieces<>(session, whole, limit, text -> text, Text::new);
    }

    private static MessagePieces<ByteBuffer> binaries(Session session, Whole<ByteBuffer> whole, int limit) {
        return new MessagePieces<>(session, whole, limit, piece -> ByteBuffer.wrap(bytes(piece)), Binary::new);
    }

    @Override
    public void onMessage(T piece, boolean last) {
        Begun<T> before = begun;
        begun = null;
        if (exceeded || !session.isOpen()) {
            exceeded = !last;
        } else if (before == null && last) {
            whole.onMessage(ownCopy.apply(piece));
        } else {
            Begun<T> message = before == null ? begin.get() : before;
            message.add(piece);
            exceeded = message.length() > limit && !last;
            if (last || exceeded) {
                whole.onMessage(message.end());
            } else {
                begun = message;
            }
        }
    }

    private static byte[] bytes(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        return bytes;
    }

    /** A message of which more is to come. */
    private interface Begun<T> {

        void add(T piece);

        int length();

        T end();
    }

    private static final class Text implements Begun<String> {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void add(String piece) {
            text.append(piece);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public String end() {
            return text.toString();
        }
    }

    private static final class Binary implements Begun<ByteBuffer> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void add(ByteBuffer piece) {
            bytes.writeBytes(bytes(piece));
        }

        @Override
        public int length() {
            return bytes.size();
        }

        @Override
        public ByteBuffer end() {
            return ByteBuffer.wrap(bytes.toByteArray());
        }
    }
}
