package io.pocketio.server.broadcast;

import io.pocketio.Broadcast;
import io.pocketio.BroadcastReply;
import io.pocketio.MissingAcksException;
import io.pocketio.Namespace;
import io.pocketio.ParentNamespace;
import io.pocketio.RemoteSocket;
import io.pocketio.server.handler.EventNames;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same broadcast in each child of a parent: in those that exist when it is sent. Immutable. */
public final class ParentBroadcast implements Broadcast {

    private final ParentNamespace parent;

    /** Makes of a child what is sent to in it. */
    private final UnaryOperator<Broadcast> target;

    public ParentBroadcast(ParentNamespace parent, UnaryOperator<Broadcast> target) {
        this.parent = parent;
        this.target = target;
    }

    private Broadcast with(UnaryOperator<Broadcast> step) {
        return new ParentBroadcast(parent, child -> step.apply(target.apply(child)));
    }

    @Override
    public Broadcast of(String namespace) {
        return parent.of(namespace);
    }

    @Override
    public Broadcast to(String... rooms) {
        String[] named = RoomNames.required("to", rooms).toArray(String[]::new);
        return with(broadcast -> broadcast.to(named));
    }

    @Override
    public Broadcast except(String... rooms) {
        String[] named = RoomNames.required("except", rooms).toArray(String[]::new);
        return with(broadcast -> broadcast.except(named));
    }

    @Override
    public Broadcast local() {
        return with(Broadcast::local);
    }

    @Override
    public Broadcast asVolatile() {
        return with(Broadcast::asVolatile);
    }

    @Override
    public Broadcast compress(boolean compress) {
        return with(broadcast -> broadcast.compress(compress));
    }

    @Override
    public Broadcast timeout(Duration timeout) {
        Duration checked = AckTimeouts.checked(timeout);
        return with(broadcast -> broadcast.timeout(checked));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        EventNames.requireSendable(event, arguments);
        for (Namespace child : parent.children()) {
            target.apply(child).emit(event, arguments);
        }
    }

    @Override
    public Flux<BroadcastReply> emitWithAck(String event, @Nullable Object... arguments) {
        EventNames.requireSendable(event, arguments);
        return Flux.defer(() -> {
            Replies replies = new Replies();
            return inEach(child -> replies.of(child.emitWithAck(event, arguments)))
                    .concatWith(Mono.defer(replies::verdict));
        });
    }

    @Override
    public Flux<RemoteSocket> fetchSockets() {
        return Flux.defer(() -> inEach(Broadcast::fetchSockets));
    }

    /** In all of them at the same time: none waits for the time-out of others. */
    private <T> Flux<T> inEach(Function<Broadcast, Flux<T>> request) {
        return Flux.fromIterable(parent.children())
                .flatMap(child -> request.apply(target.apply(child)), Integer.MAX_VALUE);
    }

    @Override
    public void socketsJoin(String... rooms) {
        RoomNames.checked("socketsJoin", rooms);
        for (Namespace child : parent.children()) {
            target.apply(child).socketsJoin(rooms);
        }
    }

    @Override
    public void socketsLeave(String... rooms) {
        RoomNames.checked("socketsLeave", rooms);
        for (Namespace child : parent.children()) {
            target.apply(child).socketsLeave(rooms);
        }
    }

    @Override
    public void disconnectSockets(boolean close) {
        for (Namespace child : parent.children()) {
            target.apply(child).disconnectSockets(close);
        }
    }

    /** Puts together what the children tell of who has answered and who has not. Thread-safe. */
    private static final class Replies {

        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        private final Set<String> missing = ConcurrentHashMap.newKeySet();
        private final AtomicInteger missingCount = new AtomicInteger();
        private final AtomicInteger silentNodes = new AtomicInteger();

        /** In one child at least. */
        private volatile boolean isTimeout;

        Flux<BroadcastReply> of(Flux<BroadcastReply> replies) {
            return replies.doOnNext(this::answer).onErrorResume(MissingAcksException.class, this::missed);
        }

        private void answer(BroadcastReply reply) {
            if (reply.socketId() != null) {
                answered.add(reply.socketId());
            }
        }

        private Flux<BroadcastReply> missed(MissingAcksException inChild) {
            missing.addAll(inChild.missing());
            missingCount.addAndGet(inChild.missingCount());
            silentNodes.accumulateAndGet(inChild.silentNodes(), Math::max);
            if (inChild.isTimeout()) {
                isTimeout = true;
            }
            return Flux.empty();
        }

        Mono<BroadcastReply> verdict() {
            int count = missingCount.get();
            int silent = silentNodes.get();
            return count == 0 && silent == 0
                    ? Mono.empty()
                    : Mono.error(new MissingAcksException(answered, missing, count, silent, isTimeout));
        }
    }
}
