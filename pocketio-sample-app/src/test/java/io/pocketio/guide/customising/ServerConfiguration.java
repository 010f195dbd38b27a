package io.pocketio.guide.customising;

import io.pocketio.autoconfigure.SocketIoServerCustomizer;
import io.pocketio.engine.SessionIdGenerator;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    SocketIoServerCustomizer smallPackets() {
        return builder -> builder.maxAttachments(2).maxNestingDepth(20);
    }

    @Bean
    SessionIdGenerator ids() {
        return () -> UUID.randomUUID().toString();
    }
}
