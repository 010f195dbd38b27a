package io.pocketio.guide.middleware;

import io.pocketio.HandlerInterceptor;
import io.pocketio.HandlerInvocation;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class SlowHandlerLog implements HandlerInterceptor {

    private static final Logger logger = LoggerFactory.getLogger(SlowHandlerLog.class);

    @Override
    public Mono<Void> intercept(HandlerInvocation call) {
        long start = System.nanoTime();
        return call.proceed().doFinally(signal -> {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.toMillis() >= 500) {
                logger.info("{} took {}", call.handler(), took);
            }
        });
    }
}
