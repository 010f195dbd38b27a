package io.pocketio;

import io.pocketio.json.CodecException;
import io.pocketio.protocol.Arguments;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Calls the handlers of one socket in order. A handler without an executor is called at once when nothing is ahead of it; behind
 * one with an executor everything waits until it has returned, though not for what it returned. Confined to the socket's lane,
 * but for what is said to run elsewhere.
 */
final class HandlerQueue {

    private static final Logger logger = LoggerFactory.getLogger(HandlerQueue.class);

    /** What a handler returns that is done already: recognized, so that it costs nothing. */
    private static final Mono<Void> DONE = Mono.empty();

    private static final AtomicReferenceFieldUpdater<HandlerQueue, @Nullable HandlerCall> HANDED =
            AtomicReferenceFieldUpdater.newUpdater(HandlerQueue.class, HandlerCall.class, "handed");

    private final DefaultSocket socket;
    private final HandlerLoad load;
    private final @Nullable BlockingWatch watch;

    /** A handler has not returned yet: it runs in its executor, or further up this stack. */
    private boolean busy;

    /** Waits in an executor. Written in the lane; taken by whoever is first: the executor, or who drops it. */
    private volatile @Nullable HandlerCall handed;

    /** Made when something has to wait, dropped when nothing does. Bounded by the pause in reading that {@link #load} causes. */
    private @Nullable Deque<HandlerCall> waiting;

    /** Middlewares decide about an event: everything waits. */
    private @Nullable EventCheck checking;

    /** The queue is being worked off further up this stack. */
    private boolean draining;

    HandlerQueue(DefaultSocket socket, HandlerLoad load, @Nullable BlockingWatch watch) {
        this.socket = socket;
        this.load = load;
        this.watch = watch;
    }

    /** The way of each event: nothing is allocated for a handler that runs at once. */
    void event(EventHandler handler, String event, Arguments arguments, Ack ack) {
        if (isBusy() || handler.executor() != null) {
            submit(new HandlerCall.OfEvent(handler, event, arguments, ack));
            return;
        }
        busy = true;
        WatchedThread thread = watch == null ? null : watch.begin(handler, event, socket);
        try {
            Mono<Void> result = handler.handle(socket, arguments, ack);
            if (result != DONE) {
                await(result, event, false, arguments.weight());
            }
        } catch (Throwable failure) {
            failed(failure, event, false);
        }
        if (thread != null) {
            thread.end();
        }
        busy = false;
        if (waiting != null) {
            drain();
        }
    }

    /** Whether something is ahead of an event that comes now. */
    boolean isBusy() {
        return busy || waiting != null;
    }

    void submit(HandlerCall call) {
        if (isBusy()) {
            enqueue(call);
            drain();
        } else {
            load.enter(call.weight());
            start(call);
            drain();
        }
    }

    /** All of the calls, with nothing between them. */
    void submit(List<? extends HandlerCall> calls) {
        calls.forEach(this::enqueue);
        drain();
    }

    /** At once, whatever is ahead: the socket is in its rooms only now. */
    void disconnecting(DisconnectListener listener, DisconnectReason reason) {
        WatchedThread thread = watch == null ? null : watch.begin(listener, "disconnecting", socket);
        try {
            listener.disconnected(reason);
        } catch (Throwable failure) {
            failed(failure, "disconnecting", false);
        }
        if (thread != null) {
            thread.end();
        }
    }

    private void enqueue(HandlerCall call) {
        Deque<HandlerCall> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            waiting = queue;
        }
        load.enter(call.weight());
        queue.add(call);
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (!busy && waiting != null) {
                startNext(waiting.poll());
            }
        } finally {
            draining = false;
        }
    }

    private void startNext(@Nullable HandlerCall call) {
        if (call == null) {
            waiting = null;
        } else {
            start(call);
        }
    }

    private void start(HandlerCall call) {
        busy = true;
        if (call.isOfEvent() && socket.isDismissed()) {
            returned(call); // the server has sent the client away: what waited is not handled any more
        } else if (call instanceof EventArrival event) {
            replace(event, event.calls());
        } else if (call instanceof EventCheck check) {
            check(check);
        } else {
            call(call);
        }
    }

    /** The calls come next, ahead of everything that waits. */
    private void replace(HandlerCall done, List<HandlerCall> calls) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (waiting == null) {
                waiting = new ArrayDeque<>(4);
            }
            load.enter(calls.get(i).weight());
            waiting.addFirst(calls.get(i));
        }
        returned(done);
    }

    private void check(EventCheck check) {
        checking = check;
        check.proceed(this);
        if (checking == check && socket.isGone()) {
            clientGone();
        }
    }

    /** @param handlers of an event that has passed */
    void checked(EventCheck check, List<HandlerCall> handlers) {
        checking = null;
        replace(check, handlers);
        drain();
    }

    boolean hasWaiting() {
        return waiting != null || handed != null;
    }

    /** What waits of the client's events is not handled any more. */
    void dropEvents() {
        if (waiting != null) {
            waiting.removeIf(this::dropIfEvent);
        }
        HandlerCall call = handed;
        if (call != null && call.isOfEvent() && HANDED.compareAndSet(this, call, null)) {
            returned(call);
            drain();
        }
    }

    private boolean dropIfEvent(HandlerCall call) {
        if (call.isOfEvent()) {
            load.exit(call.weight());
        }
        return call.isOfEvent();
    }

    /** Nobody waits for middlewares on behalf of a client who has gone: the event is dropped. */
    void clientGone() {
        EventCheck check = checking;
        if (check != null) {
            check.abandon();
            checked(check, List.of());
        }
    }

    private void call(HandlerCall call) {
        Executor executor = call.executor();
        if (executor == null) {
            WatchedThread thread = watch == null ? null : watch.begin(call.handler(), call.occasion(), socket);
            invoke(call);
            if (thread != null) {
                thread.end();
            }
            returned(call);
            return;
        }
        handed = call;
        try {
            executor.execute(this::invokeHanded);
        } catch (Throwable rejected) {
            if (HANDED.compareAndSet(this, call, null)) {
                failed(rejected, call.occasion(), call instanceof HandlerCall.OfConnect);
                returned(call);
            }
        }
    }

    /** Runs in the handler's executor, whose own queue so holds nothing that is dropped. */
    private void invokeHanded() {
        HandlerCall call = HANDED.getAndSet(this, null);
        if (call == null) {
            return;
        }
        try {
            invoke(call);
        } finally {
            socket.enterLane(() -> {
                returned(call);
                drain();
            });
        }
    }

    private void returned(HandlerCall call) {
        busy = false;
        load.exit(call.weight());
    }

    /** Any thread. */
    private void invoke(HandlerCall call) {
        boolean ofConnect = call instanceof HandlerCall.OfConnect;
        if (call.isOfEvent() && socket.isDismissed()) {
            return; // since it was given to the executor
        }
        try {
            Mono<Void> result = call.invoke(socket);
            if (result != DONE) {
                await(result, call.occasion(), ofConnect, call.weight());
            }
        } catch (Throwable failure) {
            failed(failure, call.occasion(), ofConnect);
        }
    }

    /** Any thread. */
    private void await(Mono<Void> result, String occasion, boolean ofConnect, int weight) {
        Mono<Void> pending = Objects.requireNonNull(result, "the handler returned null");
        ContextView context = socket.handshake().context();
        if (!context.isEmpty()) {
            pending = pending.contextWrite(context);
        }
        load.enter(weight);
        pending.subscribe(new PendingResult(load, weight, failure -> failed(failure, occasion, ofConnect)));
    }

    /** Any thread. The client is told nothing of what went wrong. */
    private void failed(Throwable failure, String occasion, boolean ofConnect) {
        String shown = Events.printable(occasion);
        if (failure instanceof CodecException) {
            logger.debug("What came with {} does not fit its handler: {} ({})", shown, failure.getMessage(), socket);
        } else if (failure instanceof SocketDisconnectedException || failure instanceof AckTimeoutException) {
            logger.debug("The handler of {} got no answer: {} ({})", shown, failure.getMessage(), socket);
        } else {
            logger.error("The handler of {} failed ({})", shown, socket, failure);
        }
        if (ofConnect) {
            socket.disconnect();
        }
    }
}
