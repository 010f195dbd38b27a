package io.pocketio.guide.steering;

import io.pocketio.SocketIoServer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

@Component
class Prices {

    private final Map<String, Long> cache = new ConcurrentHashMap<>();
    private final SocketIoServer io;

    Prices(SocketIoServer io) {
        this.io = io;
        io.sockets().onServerSideEvent("forget price", (arguments, ack) -> forget(arguments.get(0, String.class)));
        io.sockets().onServerSideEvent("cached prices", (arguments, ack) -> ack.send(cache.size()));
    }

    void changed(String product) {
        forget(product);
        io.serverSideEmit("forget price", product);
    }

    Flux<Integer> cachedElsewhere() {
        return io.serverSideEmitWithAck("cached prices").map(answer -> answer.get(0, Integer.class));
    }

    private void forget(String product) {
        cache.remove(product);
    }
}
