package io.pocketio.guide.middleware;

import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.ResponseHeadersHook;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {

    @Bean
    AllowRequest noRobots() {
        return request -> {
            String agent = request.header("user-agent");
            return agent != null && agent.contains("bot") ? Mono.just("No robots") : Mono.empty();
        };
    }

    @Bean
    ResponseHeadersHook node() {
        return (headers, request, handshake) -> {
            if (handshake) {
                headers.set("X-Node", "7");
            }
        };
    }
}
