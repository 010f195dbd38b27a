package io.pocketio.cluster.node;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.lane.TimeSource;
import io.pocketio.log.OncePerMinute;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Broadcasts of other nodes that ask for acknowledgements: what sockets of this node answer is sent to the node that has asked, until all
 * have answered, or the time is over. Thread-safe.
 */
final class ServedQuestions {

    /** So many are open at a time; what comes on top is not answered. */
    static final int MOST = 10_000;

    /** For who does not say how long he waits. */
    static final Duration UNTOLD = Duration.ofSeconds(60);

    /** Whatever is said. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Logger logger = LoggerFactory.getLogger(ServedQuestions.class);

    private final LocalSockets sockets;
    private final NodeAnswers answers;
    private final TimeSource time;
    private final OncePerMinute warnings;
    private final Set<Served> open = ConcurrentHashMap.newKeySet();

    ServedQuestions(LocalSockets sockets, NodeAnswers answers, TimeSource time) {
        this.sockets = sockets;
        this.answers = answers;
        this.time = time;
        this.warnings = new OncePerMinute(time::nanos);
    }

    /** @param timeout zero or negative when the node that asks has not said how long it waits */
    void serve(
            Question question,
            Packet packet,
            Iterable<? extends LocalSocket> recipients,
            BroadcastFlags flags,
            Duration timeout) {
        if (open.size() >= MOST) {
            if (warnings.test()) {
                logger.warn(
                        "Broadcasts of other nodes are not answered: acknowledgements of {} are waited for. More of it is"
                                + " not logged for a minute",
                        MOST);
            }
            return;
        }
        Served served = new Served(question);
        open.add(served);
        try {
            served.held.add(sockets.deliverWithAck(packet, recipients, flags, served));
        } catch (RuntimeException failure) {
            served.end();
            throw failure;
        }
        served.endAfter(bounded(timeout));
    }

    private static Duration bounded(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            return UNTOLD;
        }
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    void close() {
        open.forEach(Served::end);
    }

    private final class Served implements AckCollector {

        private final Question question;
        private final Disposable.Composite held = Disposables.composite();
        private final AtomicInteger missing = new AtomicInteger();

        private Served(Question question) {
            this.question = question;
        }

        @Override
        public void expect(Collection<String> socketIds) {
            expect(socketIds.size());
        }

        @Override
        public void expect(int recipients) {
            missing.set(recipients);
            answers.asked(question, recipients);
        }

        @Override
        public void answered(@Nullable String socketId, Arguments arguments) {
            answers.acknowledged(question, arguments);
            gone(socketId);
        }

        /** The node that has asked notices that when its time is over: there is no word for it. */
        @Override
        public void gone(@Nullable String socketId) {
            if (missing.decrementAndGet() == 0) {
                end();
            }
        }

        @Override
        public void complete() {
            // it was told once
        }

        void endAfter(Duration timeout) {
            if (missing.get() <= 0) {
                end();
            } else if (!held.isDisposed()) {
                held.add(time.timer().schedule(this::end, timeout.toMillis(), TimeUnit.MILLISECONDS));
            }
        }

        void end() {
            open.remove(this);
            held.dispose();
        }
    }
}
