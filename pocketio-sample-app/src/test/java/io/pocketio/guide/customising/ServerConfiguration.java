package io.pocketio.guide.customising;

import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.InMemoryAdapter;
import io.pocketio.autoconfigure.SocketIoServerCustomizer;
import io.pocketio.engine.SessionIdGenerator;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    private static final Logger logger = LoggerFactory.getLogger(ServerConfiguration.class);

    @Bean
    SocketIoServerCustomizer smallPackets() {
        return builder -> builder.maxAttachments(2).maxNestingDepth(20);
    }

    @Bean
    SessionIdGenerator ids() {
        return () -> UUID.randomUUID().toString();
    }

    @Bean
    AdapterFactory adapters() {
        return (namespace, sockets) -> {
            logger.info("{} is made", namespace);
            return new InMemoryAdapter(sockets);
        };
    }
}
