package io.pocketio.interop;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.ResponseHeaders;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.event.SocketIoConnectionErrorEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What {@code api-hooks.js} talks to. */
@Component
@Profile("api")
class HookScenarios implements ResponseHeadersHook, SmartInitializingSingleton {

    private final ObjectProvider<SocketIoServer> server;
    private final List<Map<String, Object>> errors = new CopyOnWriteArrayList<>();

    HookScenarios(ObjectProvider<SocketIoServer> server) {
        this.server = server;
    }

    @Override
    public void addTo(ResponseHeaders headers, EngineRequest request, boolean handshake) {
        headers.set("X-Interop", "yes");
        if (handshake) {
            headers.set("X-Interop-Initial", "yes");
        }
    }

    @EventListener
    void refused(SocketIoConnectionErrorEvent event) {
        errors.add(Map.of(
                "code", event.error().code(),
                "message", event.error().message(),
                "context", event.error().context()));
    }

    @Override
    public void afterSingletonsInstantiated() {
        server.getObject()
                .of("/emission")
                .onConnect(socket -> Commands.answer(socket, "connection-errors", arguments -> errors));
    }
}
