package io.pocketio.guide.migration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

@Component
class RequestLog implements WebFilter {

    private static final Logger logger = LoggerFactory.getLogger(RequestLog.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        logger.info(
                "{} {}",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath());
        return chain.filter(exchange);
    }
}
