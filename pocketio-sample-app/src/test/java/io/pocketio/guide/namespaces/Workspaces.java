package io.pocketio.guide.namespaces;

import io.pocketio.ParentNamespace;
import io.pocketio.SocketIoServer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class Workspaces {

    private static final Logger logger = LoggerFactory.getLogger(Workspaces.class);

    private final ParentNamespace workspaces;

    Workspaces(SocketIoServer io, Members members) {
        workspaces = io.of(Pattern.compile("/workspace-\\d+"));
        workspaces.onConnect(socket -> socket.emit("welcome", socket.namespace().name()));

        io.of((name, handshake) -> members.mayOpen(name, handshake.auth("token", String.class)))
                .onConnect(socket -> socket.emit("welcome", "member"));

        io.onNamespace(namespace -> logger.info("{} is open", namespace.name()));
    }

    void closing(String reason) {
        workspaces.emit("closing", reason);
    }
}
