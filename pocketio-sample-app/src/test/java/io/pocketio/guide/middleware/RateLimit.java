package io.pocketio.guide.middleware;

import io.pocketio.EventMiddleware;
import io.pocketio.EventRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class RateLimit implements EventMiddleware {

    @Override
    public Mono<Void> apply(SocketIoSocket socket, String event, Arguments arguments) {
        AtomicInteger count = (AtomicInteger) socket.data().computeIfAbsent("events", key -> new AtomicInteger());
        return count.incrementAndGet() > 100 ? Mono.error(new EventRejectedException("too many events")) : Mono.empty();
    }
}
