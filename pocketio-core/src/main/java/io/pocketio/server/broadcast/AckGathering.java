package io.pocketio.server.broadcast;

import io.pocketio.BroadcastReply;
import io.pocketio.MissingAcksException;
import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.FluxSink;

/**
 * One subscription to the answers to a broadcast. Its state is confined to a lane of its own; what is called from outside is
 * thread-safe.
 */
final class AckGathering implements AckCollector {

    private final FluxSink<BroadcastReply> sink;
    private final TimeSource time;
    private final Lane lane;

    /** What has to be let go at the end. */
    private final Disposable.Composite held = Disposables.composite();

    /** All below is confined to the lane. */
    private final List<String> asked = new ArrayList<>();

    private final List<String> answered = new ArrayList<>();
    private int expected;
    private int answers;
    private int departures;

    /** Other nodes that have not said whom they have asked. */
    private int silentNodes;

    private boolean isComplete;
    private boolean isOver;

    AckGathering(FluxSink<BroadcastReply> sink, TimeSource time) {
        this.sink = sink;
        this.time = time;
        this.lane = new SerialLane(time.workers()::schedule);
    }

    /** @throws IllegalArgumentException when an argument cannot be written */
    void send(Adapter adapter, Packet packet, BroadcastTarget target, Duration timeout) {
        sink.onDispose(held);
        held.add(adapter.broadcastWithAck(packet, target, timeout, this));
        if (!held.isDisposed()) {
            held.add(time.timer()
                    .schedule(() -> lane.post(() -> fail(true)), timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public void expect(Collection<String> socketIds) {
        lane.execute(() -> {
            asked.addAll(socketIds);
            expected += socketIds.size();
        });
    }

    @Override
    public void expect(int recipients) {
        lane.execute(() -> {
            expected += recipients;
            silentNodes--;
        });
    }

    @Override
    public void nodes(int others) {
        lane.execute(() -> silentNodes += others);
    }

    @Override
    public void answered(@Nullable String socketId, Arguments arguments) {
        lane.execute(() -> take(socketId, arguments));
    }

    private void take(@Nullable String socketId, Arguments arguments) {
        if (isOver) {
            return;
        }
        answers++;
        if (socketId != null) {
            answered.add(socketId);
        }
        sink.next(new BroadcastReply(socketId, arguments));
        endWhenAllAreSettled();
    }

    @Override
    public void gone(@Nullable String socketId) {
        lane.execute(() -> {
            departures++;
            endWhenAllAreSettled();
        });
    }

    @Override
    public void complete() {
        lane.execute(() -> {
            isComplete = true;
            endWhenAllAreSettled();
        });
    }

    private void endWhenAllAreSettled() {
        if (isOver || !isComplete || answers + departures < expected) {
            return;
        }
        if (departures > 0) {
            fail(false);
        } else {
            end();
            sink.complete();
        }
    }

    private void fail(boolean isTimeout) {
        if (isOver) {
            return;
        }
        end();
        Set<String> missing = new HashSet<>(asked);
        Set<String> heard = new HashSet<>(answered);
        missing.removeAll(heard);
        sink.error(new MissingAcksException(
                heard, missing, Math.max(expected - answers, missing.size()), Math.max(0, silentNodes), isTimeout));
    }

    private void end() {
        isOver = true;
        held.dispose();
    }
}
