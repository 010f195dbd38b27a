package io.pocketio.autoconfigure;

import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.event.SocketIoConnectionErrorEvent;
import io.pocketio.server.SocketIoServerBuilder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Hands the application's hooks into the engine to the builder of its server. */
final class EngineHooks {

    private EngineHooks() {}

    static void addTo(SocketIoServerBuilder builder, ListableBeanFactory beans, ApplicationEventPublisher events) {
        beans.getBeanProvider(AllowRequest.class).ifAvailable(builder::allowRequest);
        beans.getBeanProvider(SessionIdGenerator.class).ifAvailable(builder::sessionIds);
        beans.getBeanProvider(ReactiveSessionIdGenerator.class).ifAvailable(builder::sessionIds);
        beans.getBeanProvider(ResponseHeadersHook.class).orderedStream().forEach(builder::headers);
        builder.onConnectionError(error -> events.publishEvent(new SocketIoConnectionErrorEvent(error)));
    }
}
