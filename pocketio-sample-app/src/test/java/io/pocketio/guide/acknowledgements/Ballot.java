package io.pocketio.guide.acknowledgements;

import io.pocketio.Broadcast;
import io.pocketio.MissingAcksException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@Component
class Ballot {

    private static final Logger logger = LoggerFactory.getLogger(Ballot.class);

    private final Broadcast voters;

    Ballot(Broadcast broadcast) {
        voters = broadcast.to("voters").timeout(Duration.ofSeconds(10));
    }

    Mono<Long> vote(String question) {
        return voters.emitWithAck("vote", question)
                .onErrorResume(MissingAcksException.class, this::goOn)
                .filter(reply -> reply.arguments().get(0, Boolean.class))
                .count();
    }

    private <T> Flux<T> goOn(MissingAcksException late) {
        logger.info("No answer from {}", late.missing());
        return Flux.empty();
    }
}
