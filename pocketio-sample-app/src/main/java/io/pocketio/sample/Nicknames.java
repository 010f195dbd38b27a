package io.pocketio.sample;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.json.CodecException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Lets in whoever brings a nickname that nobody has: {@code io({auth: {nickname: "Ada"}})}. Thread-safe.
 *
 * <p>A client may bring a secret of its own as {@code key}. With the same key it gets its nickname back although its former
 * connection is not known to be dead yet: after a broken network, the server notices that only by a missing pong.
 */
@Component
class Nicknames implements ConnectMiddleware {

    private static final String NICKNAME = "nickname";
    private static final int MAX_KEY_LENGTH = 64;

    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final ChatLimits limits;

    Nicknames(ChatLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> apply(SocketIoSocket socket) {
        return Mono.fromRunnable(() -> claim(socket, login(socket)));
    }

    /** The nickname of a socket that was let in. */
    static String of(SocketIoSocket socket) {
        return (String) socket.data().getOrDefault(NICKNAME, "");
    }

    /** To be called when the socket has left. */
    void release(SocketIoSocket socket) {
        holders.computeIfPresent(Names.key(of(socket)), (name, holder) -> holder.socket() == socket ? null : holder);
    }

    void claim(SocketIoSocket socket, Login login) {
        String nickname = check(login);
        Holder holder = new Holder(socket, login.key());
        Holder former = holders.putIfAbsent(Names.key(nickname), holder);
        if (former != null) {
            if (!former.sameClient(holder) || !holders.replace(Names.key(nickname), former, holder)) {
                throw new ConnectRejectedException(
                        "\"" + nickname + "\" is here already. Please choose another nickname.");
            }
            former.socket().disconnect(true);
        }
        socket.data().put(NICKNAME, nickname);
    }

    private static Login login(SocketIoSocket socket) {
        try {
            Login login = socket.handshake().auth(Login.class);
            return login != null ? login : Login.EMPTY;
        } catch (CodecException ex) {
            return Login.EMPTY; // whatever it is, it is not a nickname
        }
    }

    private String check(Login login) {
        if (login.key() != null && login.key().length() > MAX_KEY_LENGTH) {
            throw new ConnectRejectedException("The key is too long.");
        }
        try {
            return Names.check(login.nickname(), limits.nameLength(), NICKNAME);
        } catch (RefusedException ex) {
            throw new ConnectRejectedException(ex.reason());
        }
    }

    /** What the client sends as {@code auth}. */
    record Login(@Nullable String nickname, @Nullable String key) {

        static final Login EMPTY = new Login(null, null);
    }

    private record Holder(SocketIoSocket socket, @Nullable String key) {

        boolean sameClient(Holder other) {
            return key != null && key.equals(other.key);
        }
    }
}
