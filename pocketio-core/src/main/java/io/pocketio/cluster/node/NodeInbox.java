package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.LocalRooms;
import io.pocketio.cluster.ClusterCounters;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.TimeSource;
import io.pocketio.log.OncePerMinute;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what other nodes ask, for the sockets of this one. Events between servers are the application's to handle: they run one after the
 * other in a worker, so many at a time wait. Whatever fails is logged and ends there. Thread-safe.
 */
final class NodeInbox implements NodeRequests {

    /** The most events of other servers that wait for listeners of the application. */
    static final int MOST_EVENTS = 10_000;

    private static final Logger logger = LoggerFactory.getLogger(NodeInbox.class);

    private final LocalSockets sockets;
    private final LocalRooms rooms;
    private final Steering steering;
    private final NodeAnswers answers;
    private final ServedQuestions served;
    private final ClusterCounters counters;
    private final SerialLane events;
    private final AtomicInteger waitingEvents = new AtomicInteger();
    private final OncePerMinute warnings;

    NodeInbox(
            LocalSockets sockets,
            LocalRooms rooms,
            Steering steering,
            NodeAnswers answers,
            ClusterCounters counters,
            TimeSource time) {
        this.sockets = sockets;
        this.rooms = rooms;
        this.steering = steering;
        this.answers = answers;
        this.served = new ServedQuestions(sockets, answers, time);
        this.counters = counters;
        this.events = new SerialLane(time.workers()::schedule);
        this.warnings = new OncePerMinute(time::nanos);
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        guard(() -> steering.deliver(packet, packet, target));
    }

    @Override
    public void ask(Question question, Packet packet, BroadcastTarget target, Duration timeout) {
        guard(() -> served.serve(question, packet, rooms.recipients(target), target.flags(), timeout));
    }

    @Override
    public void join(BroadcastTarget target, Set<String> names) {
        guard(() -> steering.join(target, names));
    }

    @Override
    public void leave(BroadcastTarget target, Set<String> names) {
        guard(() -> steering.leave(target, names));
    }

    @Override
    public void disconnect(BroadcastTarget target, boolean close) {
        guard(() -> steering.disconnect(target, close));
    }

    @Override
    public void fetch(Question question, BroadcastTarget target) {
        guard(() -> answers.sockets(question, steering.describe(target)));
    }

    @Override
    public void members(Question question, Set<String> names) {
        guard(() -> answers.members(question, steering.members(names)));
    }

    @Override
    public void roomNames(Question question) {
        guard(() -> answers.roomNames(question, rooms.names()));
    }

    @Override
    public void serverEvent(@Nullable Question question, String event, Arguments arguments) {
        if (waitingEvents.incrementAndGet() > MOST_EVENTS) {
            waitingEvents.decrementAndGet();
            counters.countLost(1);
            if (warnings.test()) {
                logger.warn(
                        "Events of other servers are lost: {} wait for listeners of this one. More of it is not logged for"
                                + " a minute",
                        MOST_EVENTS);
            }
            return;
        }
        events.post(() -> {
            waitingEvents.decrementAndGet();
            guard(() -> sockets.serverSideEvent(
                    event, arguments, question == null ? null : answer -> answers.replied(question, answer)));
        });
    }

    /** Others are not to be kept waiting for what fails here. */
    private void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            if (warnings.test()) {
                logger.warn("What another node has asked for failed. More of it is not logged for a minute", failure);
            } else {
                logger.debug("What another node has asked for failed", failure);
            }
        }
    }

    /** Nobody waits for answers of this node any more. */
    void close() {
        served.close();
    }
}
