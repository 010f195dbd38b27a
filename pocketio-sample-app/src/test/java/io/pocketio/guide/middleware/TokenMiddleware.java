package io.pocketio.guide.middleware;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoSocket;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class TokenMiddleware implements ConnectMiddleware {

    private final Tokens tokens;

    TokenMiddleware(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> apply(SocketIoSocket socket) {
        String token = socket.handshake().auth("token", String.class);
        return tokens.userOf(token == null ? "" : token)
                .switchIfEmpty(Mono.error(new ConnectRejectedException("Please log in", Map.of("retry", false))))
                .doOnNext(user -> socket.data().put("user", user))
                .then();
    }
}
