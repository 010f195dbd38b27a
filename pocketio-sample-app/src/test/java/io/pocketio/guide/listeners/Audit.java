package io.pocketio.guide.listeners;

import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

@Component
class Audit {

    private static final Logger logger = LoggerFactory.getLogger(Audit.class);

    Audit(SocketIoServer io) {
        io.onConnect(this::watch);
    }

    private void watch(SocketIoSocket socket) {
        socket.onAny((event, arguments) -> logger.info("{} in, {} arguments", event, arguments.size()));
        socket.onAnyOutgoing((event, arguments) -> logger.info("{} out", event));

        socket.once("hello", (arguments, ack) -> ack.send("first time"));
        Disposable chatter = socket.on("chatter", String.class, (text, ack) -> ack.send(text));
        socket.on("quiet", (arguments, ack) -> {
            chatter.dispose();
            ack.send();
        });
    }
}
