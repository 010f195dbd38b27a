package io.pocketio.webflux.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.SerialLane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.publisher.BaseSubscriber;

class SessionOutboxTests {

    private static final int MANY = 100_000;

    private final List<String> taken = new ArrayList<>();
    private final SessionOutbox outbox =
            new SessionOutbox(new SerialLane(), SessionOutboxTests::message, () -> {}, () -> {});

    private static WebSocketMessage message(Frame frame) {
        return new WebSocketMessage(
                WebSocketMessage.Type.TEXT, DefaultDataBufferFactory.sharedInstance.wrap(frame.toByteArray()));
    }

    @Test
    void handsOnAnyNumberOfFramesToOneThatAsksForTheNextWithEach() {
        List<String> sent = IntStream.range(0, MANY).mapToObj(Integer::toString).toList();
        sent.forEach(text -> outbox.add(Frame.text(text)));

        outbox.subscribe(new OneByOne());

        assertThat(taken).isEqualTo(sent);
        assertThat(outbox.pendingBytes()).isZero();
    }

    @Test
    void completesBehindTheLastFrame() {
        OneByOne session = new OneByOne();
        outbox.add(Frame.text("last"));
        outbox.complete();

        outbox.subscribe(session);

        assertThat(taken).containsExactly("last", "completed");
    }

    private final class OneByOne extends BaseSubscriber<WebSocketMessage> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(WebSocketMessage message) {
            taken.add(message.getPayloadAsText());
            request(1);
        }

        @Override
        protected void hookOnComplete() {
            taken.add("completed");
        }
    }
}
