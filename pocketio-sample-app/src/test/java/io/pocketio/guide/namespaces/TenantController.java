package io.pocketio.guide.namespaces;

import io.pocketio.Namespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import org.springframework.web.bind.annotation.PathVariable;

@SocketController("/tenants/{tenant}")
class TenantController {

    @OnConnect
    void joined(SocketIoSocket socket, @PathVariable int tenant) {
        socket.emit("welcome", "to tenant " + tenant);
    }

    @SocketEvent("notice")
    void notice(Namespace namespace, String text) {
        namespace.emit("notice", text);
    }
}
