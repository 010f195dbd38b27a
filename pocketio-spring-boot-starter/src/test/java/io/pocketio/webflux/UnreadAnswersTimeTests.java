package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.pocketio.engine.EngineOptions;
import io.pocketio.server.LogCapture;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How long a client may take to read an answer. */
class UnreadAnswersTimeTests {

    private static final int LENGTH = 100_000;
    private static final int BOUND = 10 * LENGTH;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Throwable> cut = new ArrayList<>();
    private final UnreadAnswers unread = new UnreadAnswers(
            EngineOptions.of(options -> options.pingInterval(PATIENCE.dividedBy(2))
                    .pingTimeout(PATIENCE.dividedBy(2))
                    .maxTotalOutboundBuffer(BOUND)),
            () -> time.now(TimeUnit.NANOSECONDS),
            refusingTimer());

    /** One task, whatever it is. */
    private boolean refusesNext;

    /** What happens while a look is planned, and while somebody is cut off: once each. */
    private Runnable atNextLook = () -> {};

    private Runnable atNextCut = () -> {};

    @Test
    void leavesThoseAloneThatThereHasBeenNoTimeToRead() {
        answer(14);
        time.advanceTimeBy(Duration.ofMillis(500));
        answer(1);

        assertThat(cut).isEmpty();
        assertThat(unread.bytes()).isEqualTo(15 * LENGTH);
    }

    @Test
    void cutsThemOffWhenThereHasBeenTime() {
        answer(14);
        time.advanceTimeBy(Duration.ofMillis(1100));
        answer(1);

        assertThat(cut).hasSize(5);
        assertThat(unread.bytes()).isEqualTo(BOUND);
    }

    @Test
    void cutsThemOffThoughNoOtherAnswerBegins() {
        answer(14);

        time.advanceTimeBy(Duration.ofMillis(1100));

        assertThat(cut).hasSize(4);
        assertThat(unread.bytes()).isEqualTo(BOUND);
    }

    @Test
    void goesOnCuttingWhenTheTimerHasRefusedALook() {
        answer(10);
        refusesNext = true;
        answer(1);
        answer(1);
        assertThat(refusesNext).isFalse();
        assertThat(unread.bytes()).isEqualTo(12 * LENGTH);

        time.advanceTimeBy(Duration.ofMillis(1100));

        assertThat(cut).hasSize(2);
        assertThat(unread.bytes()).isEqualTo(BOUND);
    }

    @Test
    void saysOnceAMinuteThatTheTimerRefusesLooks() {
        answer(10);

        try (LogCapture log = new LogCapture(Level.WARN)) {
            for (int i = 0; i < 3; i++) {
                refusesNext = true;
                answer(1);
            }

            assertThat(refusesNext).isFalse();
            assertThat(log.messages(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void leavesItToWhoIsCuttingToCutForOthers() {
        answer(10);
        time.advanceTimeBy(Duration.ofMillis(1100));
        AtomicInteger cutMeanwhile = new AtomicInteger();
        atNextCut = () -> {
            inAnotherThread(() -> answer(1));
            cutMeanwhile.set(cut.size());
        };

        answer(1);

        assertThat(cutMeanwhile).as("by the one at it").hasValue(1);
        assertThat(cut).hasSize(2);
        assertThat(unread.bytes()).isEqualTo(BOUND);
    }

    @Test
    void looksAgainForWhomAnotherThreadHasBegunMeanwhile() {
        answer(10);
        atNextLook = () -> inAnotherThread(() -> answer(6));

        answer(1);

        assertThat(cut).hasSize(2);
        assertThat(unread.bytes()).isEqualTo(15 * LENGTH);
    }

    /** Others begin between its having been written and the server's word on when it is sent. */
    @Test
    void closesTheConnectionOfWhomItCutsOffInThatMoment() {
        NativeResponse out = new NativeResponse();
        out.atFirstCall = () -> answer(16);

        unread.write(LENGTH, Mono.empty(), out).subscribe();

        assertThat(unread.bytes()).isEqualTo(15 * LENGTH);
        assertThat(out.calls.get()).as("one more, to close it").isEqualTo(2);
    }

    @Test
    void cutsOffAnybodyWhenItIsTooMuchByHalf() {
        answer(16);

        assertThat(cut).hasSize(1);
        assertThat(unread.bytes()).isEqualTo(15 * LENGTH);
    }

    @Test
    void startsThePatienceOnceForAnAnswerThatIsWrittenAndNotSent() {
        NativeResponse out = new NativeResponse();
        Duration most = PATIENCE.dividedBy(4).multipliedBy(3);
        unread.write(LENGTH, Mono.delay(most, time).then(), out).subscribe();

        time.advanceTimeBy(PATIENCE.minusMillis(1));
        int before = out.calls.get();
        time.advanceTimeBy(Duration.ofMillis(2));

        assertThat(out.calls.get()).as("one more, to close it").isEqualTo(before + 1);
    }

    /** None of which is read. */
    private void answer(int count) {
        for (int i = 0; i < count; i++) {
            unread.write(LENGTH, Mono.never(), new MockServerHttpResponse()).subscribe(written -> {}, this::isCut);
        }
    }

    private void isCut(Throwable failure) {
        cut.add(failure);
        Runnable now = atNextCut;
        atNextCut = () -> {};
        now.run();
    }

    private static void inAnotherThread(Runnable task) {
        CompletableFuture.runAsync(task).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Scheduler refusingTimer() {
        return (Scheduler) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, args) -> {
                    if (refusesNext && method.getName().equals("schedule")) {
                        refusesNext = false;
                        throw new RejectedExecutionException("full");
                    }
                    if (method.getName().equals("schedule")) {
                        Runnable now = atNextLook;
                        atNextLook = () -> {};
                        now.run();
                    }
                    return method.invoke(time, args);
                });
    }

    /** Of a server that does not say that what was written is sent. */
    private static final class NativeResponse extends MockServerHttpResponse {

        /** By which its connection was asked for. */
        private final AtomicInteger calls = new AtomicInteger();

        private Runnable atFirstCall = () -> {};

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getNativeResponse() {
            return (T) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {HttpServerResponse.class}, (proxy, method, args) -> {
                        assertThat(method.getName()).isEqualTo("withConnection");
                        if (calls.incrementAndGet() == 1) {
                            atFirstCall.run();
                        }
                        return proxy;
                    });
        }
    }
}
