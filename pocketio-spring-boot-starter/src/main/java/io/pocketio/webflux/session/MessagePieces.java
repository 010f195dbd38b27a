package io.pocketio.webflux.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the messages of a WebSocket together from the pieces that its server reads, in memory that grows with what comes. One that is
 * longer than the limit is handed on when that is known, cut off behind the piece that exceeds it: who takes it tells by its length, and
 * ends the connection. Not thread-safe: a server reads a connection by one thread at a time.
 */
final class MessagePieces {

    private MessagePieces() {}

    /**
     * Puts itself between the session and those who have registered with it for whole messages, text or binary, before it reads any.
     *
     * @param limit of a message: bytes, or UTF-16 code units of text, which has as many bytes at least
     */
    static void putTogether(Session session, int limit) {
        for (MessageHandler handler : Set.copyOf(session.getMessageHandlers())) {
            if (handler instanceof MessageHandler.Whole<?> whole) {
                replace(session, whole, limit);
            }
        }
    }

    /** What a handler is for shows by its absence alone: a session has one at most for text, for what is binary, and for pongs. */
    @SuppressWarnings("unchecked")
    private static void replace(Session session, MessageHandler.Whole<?> whole, int limit) {
        session.removeMessageHandler(whole);
        boolean replaced = takes(session, String.class, new Texts((MessageHandler.Whole<String>) whole, limit))
                || takes(session, ByteBuffer.class, new Binaries((MessageHandler.Whole<ByteBuffer>) whole, limit));
        if (!replaced) {
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) whole);
        }
    }

    private static <T> boolean takes(Session session, Class<T> type, MessageHandler.Partial<T> handler) {
        try {
            session.addMessageHandler(type, handler);
            return true;
        } catch (IllegalStateException taken) {
            return false;
        }
    }

    /** A class of its own, not a lambda: servers ask handlers for the type of their messages. */
    private static final class Texts implements MessageHandler.Partial<String> {

        private final Whole<String> whole;
        private final int limit;

        /** {@code null} between messages that come in more than one piece. */
        private @Nullable StringBuilder begun;

        /** Of the message at hand nothing more is wanted. */
        private boolean exceeded;

        Texts(Whole<String> whole, int limit) {
            this.whole = whole;
            this.limit = limit;
        }

        @Override
        public void onMessage(String piece, boolean last) {
            if (exceeded) {
                exceeded = !last;
                return;
            }
            StringBuilder before = begun;
            if (before == null && last) {
                whole.onMessage(piece);
                return;
            }
            StringBuilder text = before == null ? new StringBuilder(piece.length()) : before;
            text.append(piece);
            exceeded = text.length() > limit && !last;
            boolean ends = last || exceeded;
            begun = ends ? null : text;
            if (ends) {
                whole.onMessage(text.toString());
            }
        }
    }

    private static final class Binaries implements MessageHandler.Partial<ByteBuffer> {

        private final Whole<ByteBuffer> whole;
        private final int limit;
        private @Nullable ByteArrayOutputStream begun;
        private boolean exceeded;

        Binaries(Whole<ByteBuffer> whole, int limit) {
            this.whole = whole;
            this.limit = limit;
        }

        @Override
        public void onMessage(ByteBuffer piece, boolean last) {
            if (exceeded) {
                exceeded = !last;
                return;
            }
            byte[] copy = new byte[piece.remaining()]; // the server may use its buffer again
            piece.get(copy);
            ByteArrayOutputStream before = begun;
            if (before == null && last) {
                whole.onMessage(ByteBuffer.wrap(copy));
                return;
            }
            ByteArrayOutputStream bytes = before == null ? new ByteArrayOutputStream(copy.length) : before;
            bytes.writeBytes(copy);
            exceeded = bytes.size() > limit && !last;
            boolean ends = last || exceeded;
            begun = ends ? null : bytes;
            if (ends) {
                whole.onMessage(ByteBuffer.wrap(bytes.toByteArray()));
            }
        }
    }
}
