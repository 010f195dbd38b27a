package io.pocketio.guide.older;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.Handshake;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    ConnectMiddleware tokens() {
        return socket -> {
            Handshake handshake = socket.handshake();
            String auth = handshake.auth("token", String.class);
            String token = auth != null ? auth : handshake.query().get("token");
            return "secret".equals(token) ? Mono.empty() : Mono.error(new ConnectRejectedException("Please log in"));
        };
    }
}
