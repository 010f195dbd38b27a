package io.pocketio.webflux.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessagePiecesTests {

    private static final int LIMIT = 8;

    private final Map<Class<?>, MessageHandler> handlers = new LinkedHashMap<>();
    private final List<Object> messages = new ArrayList<>();
    private boolean open = true;

    /** As a server's: one handler for each kind of message. */
    private final Session session = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                return switch (method.getName()) {
                    case "isOpen" -> open;
                    case "getMessageHandlers" -> Set.copyOf(handlers.values());
                    case "removeMessageHandler" -> handlers.values().remove(arguments[0]);
                    case "addMessageHandler" -> add((Class<?>) arguments[0], (MessageHandler) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                };
            });

    MessagePiecesTests() {
        add(String.class, (MessageHandler.Whole<String>) messages::add);
        add(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) messages::add);
        add(PongMessage.class, (MessageHandler.Whole<PongMessage>) messages::add);
        MessagePieces.putTogether(session, LIMIT);
    }

    private @Nullable Object add(Class<?> type, MessageHandler handler) {
        if (handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException("There is one for " + type);
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private MessageHandler.Partial<String> texts() {
        return (MessageHandler.Partial<String>) handlers.get(String.class);
    }

    @SuppressWarnings("unchecked")
    private MessageHandler.Partial<ByteBuffer> binaries() {
        return (MessageHandler.Partial<ByteBuffer>) handlers.get(ByteBuffer.class);
    }

    @Test
    void putsTogetherWhatComesInPieces() {
        texts().onMessage("ab", false);
        texts().onMessage("", false);
        texts().onMessage("c", true);
        binaries().onMessage(ByteBuffer.wrap(new byte[] {1, 2}), false);
        binaries().onMessage(ByteBuffer.wrap(new byte[] {3}), true);
        texts().onMessage("", true);

        assertThat(messages).containsExactly("abc", ByteBuffer.wrap(new byte[] {1, 2, 3}), "");
    }

    @Test
    void handsOnOnceWhatIsTooLongAndTakesTheNext() {
        texts().onMessage("12345", false);
        texts().onMessage("6789", false);
        texts().onMessage("more", false);
        texts().onMessage("", true);
        texts().onMessage("next", true);

        assertThat(messages).containsExactly("123456789", "next");
    }

    @Test
    void dropsWhatComesWhenTheServerHasClosed() {
        texts().onMessage("ab", false);
        open = false;

        texts().onMessage("c", true);
        texts().onMessage("d", true);
        binaries().onMessage(ByteBuffer.wrap(new byte[] {1}), true);

        assertThat(messages).isEmpty();
    }

    @Test
    void leavesNobodyToTakePongs() {
        assertThat(handlers).containsOnlyKeys(String.class, ByteBuffer.class);
    }
}
