package io.pocketio.readme;

import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class NicknameConfiguration {

    @Bean
    ConnectMiddleware nicknames() {
        return socket -> socket.handshake().auth("nick", String.class) == null
                ? Mono.error(new ConnectRejectedException("nickname required"))
                : Mono.empty();
    }
}
