package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Asks all other nodes, once somebody subscribes, and gives what they answer. Thread-safe. */
final class OtherNodes {

    private final Runnable use;
    private final Protocol protocol;
    private final PendingQuestions questions;
    private final Duration requestTimeout;
    private final ClusterCounters counters;
    private final TimeSource time;

    /** @param use run ahead of each question, so that it can be answered */
    OtherNodes(
            Runnable use,
            Protocol protocol,
            PendingQuestions questions,
            Duration requestTimeout,
            ClusterCounters counters,
            TimeSource time) {
        this.use = use;
        this.protocol = protocol;
        this.questions = questions;
        this.requestTimeout = requestTimeout;
        this.counters = counters;
        this.time = time;
    }

    /** Makes the question of a subscriber. */
    @FunctionalInterface
    private interface Kind<T> {
        Gathering<T> of(FluxSink<T> sink, int nodes);
    }

    Flux<SocketDescriptor> sockets(BroadcastTarget target) {
        return ask(
                (sink, nodes) -> new Gathering<>(sink, nodes, counters) {
                    @Override
                    public void sockets(Question question, List<SocketDescriptor> sockets) {
                        take(question, sockets);
                    }
                },
                question -> protocol.requests().fetch(question, target),
                requestTimeout);
    }

    Flux<String> members(Set<String> rooms) {
        return ask(
                (sink, nodes) -> new Gathering<>(sink, nodes, counters) {
                    @Override
                    public void members(Question question, Set<String> ids) {
                        take(question, ids);
                    }
                },
                question -> protocol.requests().members(question, rooms),
                requestTimeout);
    }

    Flux<String> roomNames() {
        return ask(
                (sink, nodes) -> new Gathering<>(sink, nodes, counters) {
                    @Override
                    public void roomNames(Question question, Set<String> names) {
                        take(question, names);
                    }
                },
                question -> protocol.requests().roomNames(question),
                requestTimeout);
    }

    Flux<Arguments> replies(String event, Arguments arguments, Duration timeout) {
        return ask(
                (sink, nodes) -> new Gathering<>(sink, nodes, counters) {
                    @Override
                    public void replied(Question question, Arguments answer) {
                        take(question, List.of(answer));
                    }
                },
                question -> protocol.requests().serverEvent(question, event, arguments),
                timeout);
    }

    private <T> Flux<T> ask(Kind<T> kind, Consumer<Question> say, Duration timeout) {
        return Flux.defer(() -> {
            use.run();
            return protocol.nodes()
                    .flatMapMany(nodes -> nodes < 2
                            ? Flux.empty()
                            : Flux.create(sink -> begin(kind.of(sink, nodes - 1), sink, say, timeout)));
        });
    }

    private void begin(Gathering<?> gathering, FluxSink<?> sink, Consumer<Question> say, Duration timeout) {
        Question question = protocol.newQuestion();
        try {
            questions.add(question, gathering);
            gathering.endAfter(timeout, time, () -> questions.remove(question));
            say.accept(question);
        } catch (RuntimeException failure) {
            questions.remove(question);
            sink.error(failure);
        }
    }
}
