package io.pocketio.autoconfigure.cluster;

import io.pocketio.SocketIoEmitter;
import io.pocketio.SocketIoServer;
import io.pocketio.autoconfigure.OnClusterAdapter;
import io.pocketio.autoconfigure.PocketIoAutoConfiguration;
import io.pocketio.autoconfigure.PocketIoJsonAutoConfiguration;
import io.pocketio.json.JsonCodec;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the {@link SocketIoEmitter} of an application that is no server itself, such as a batch, a servlet application, or
 * one with {@code pocketio.enabled=false}: where {@code pocketio.adapter.type} names an adapter.
 *
 * @since 0.1
 */
@AutoConfiguration(
        after = {
            PocketIoAutoConfiguration.class,
            PocketIoClusterAutoConfiguration.class,
            PocketIoJsonAutoConfiguration.class
        })
@Conditional(OnClusterAdapter.class)
@ConditionalOnMissingBean({SocketIoServer.class, SocketIoEmitter.class})
@ConditionalOnBean(ClusterGuard.class)
public final class PocketIoEmitterAutoConfiguration {

    @Bean
    SocketIoEmitter socketIoEmitter(ClusterGuard guard, JsonCodec codec) {
        return guard.messaging().emitter(codec);
    }
}
