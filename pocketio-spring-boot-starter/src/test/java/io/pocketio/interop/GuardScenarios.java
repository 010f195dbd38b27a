package io.pocketio.interop;

import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.AllowRequest;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import reactor.core.publisher.Mono;

/** Refuses handshakes that ask for it, and keeps unwelcome clients out of the main namespace. */
@Configuration(proxyBeanMethods = false)
@Profile("guarded")
class GuardScenarios {

    @Bean
    AllowRequest refusals() {
        return request -> Mono.justOrEmpty(request.query().get("refuse"));
    }

    @Bean
    InitializingBean welcome(SocketIoServer io) {
        return () -> io.of("/")
                .use(socket -> socket.handshake().query().get("unwelcome") == null
                        ? Mono.empty()
                        : Mono.error(new ConnectRejectedException("unwelcome")));
    }
}
