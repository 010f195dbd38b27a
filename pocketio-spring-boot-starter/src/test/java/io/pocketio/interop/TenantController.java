package io.pocketio.interop;

import io.pocketio.Namespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.protocol.Arguments;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;

/** A namespace for each tenant. */
@SocketController("/tenants/{tenant}")
@Profile("api")
class TenantController {

    @OnConnect
    void connected(SocketIoSocket socket, @PathVariable String tenant) {
        socket.emit("welcome", tenant);
    }

    @SocketEvent("who")
    Arguments who(@PathVariable String tenant, Namespace namespace) {
        return Arguments.of(tenant, namespace.name());
    }

    @SocketEvent("tell")
    void tell(Namespace namespace, String text) {
        namespace.emit("told", text);
    }
}
