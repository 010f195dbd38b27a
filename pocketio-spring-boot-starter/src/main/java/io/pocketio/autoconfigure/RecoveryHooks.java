package io.pocketio.autoconfigure;

import io.pocketio.RecoveryListener;
import io.pocketio.event.SocketIoRecoveryEvent;
import io.pocketio.server.SocketIoServerBuilder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Hands what the application has said about connection state recovery to the builder of its server. */
final class RecoveryHooks {

    private RecoveryHooks() {}

    static void addTo(
            SocketIoServerBuilder builder,
            PocketIoProperties.ConnectionStateRecovery properties,
            ListableBeanFactory beans,
            ApplicationEventPublisher events) {
        if (properties.enabled()) {
            builder.connectionStateRecovery(properties.toRecoveryOptions());
        }
        beans.getBeanProvider(RecoveryListener.class).orderedStream().forEach(builder::recoveryListener);
        builder.recoveryListener(attempt -> events.publishEvent(new SocketIoRecoveryEvent(attempt)));
    }
}
