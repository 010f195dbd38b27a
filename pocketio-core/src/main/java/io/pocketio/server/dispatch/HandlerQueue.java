package io.pocketio.server.dispatch;

import io.pocketio.Ack;
import io.pocketio.ConnectHandler;
import io.pocketio.DisconnectHandler;
import io.pocketio.DisconnectListener;
import io.pocketio.DisconnectReason;
import io.pocketio.EventHandler;
import io.pocketio.lane.Turn;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.SocketHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Calls the handlers of one socket in order. A handler without an executor is called at once when nothing is ahead of it; behind
 * one with an executor everything waits until it has returned, though not for what it returned. Confined to the socket's lane,
 * but for what is said to run elsewhere.
 */
public final class HandlerQueue {

    /** What a handler returns that is done already: recognized, so that it costs nothing. */
    private static final Mono<Void> DONE = Mono.empty();

    private static final AtomicReferenceFieldUpdater<HandlerQueue, @Nullable HandlerCall> HANDED =
            AtomicReferenceFieldUpdater.newUpdater(HandlerQueue.class, HandlerCall.class, "handed");

    private final HandlerContext socket;

    /** A handler has not returned yet: it runs in its executor, or further up this stack. */
    private boolean busy;

    /** Waits in an executor. Written in the lane; taken by whoever is first: the executor, or who drops it. */
    private volatile @Nullable HandlerCall handed;

    /** Made when something has to wait, dropped when nothing does. Bounded by the pause in reading that {@link InboundLoad} causes. */
    private @Nullable Deque<QueueEntry> waiting;

    /** Middlewares decide about an event: everything waits. */
    private @Nullable EventCheck checking;

    /** The queue is being worked off further up this stack. */
    private boolean draining;

    public HandlerQueue(HandlerContext socket) {
        this.socket = socket;
    }

    /** An event has come. One that nobody handles is dropped undecoded. */
    public void event(String event, Arguments arguments, Ack ack) {
        SocketHandlers own = socket.ownHandlers();
        HandlerTable shared = socket.handlerTable();
        if (isBusy() || shared.isWatching() || own != null && own.isWatching()) {
            submit(new QueuedEvent(socket, event, arguments, ack));
            return;
        }
        EventHandler handler = shared.handler(event);
        EventHandler[] more = own == null ? SocketHandlers.NO_HANDLERS : own.of(event);
        if (handler == null && more.length == 0) {
            EventLog.nobodyHandles(event, socket);
            return;
        }
        if (handler != null) {
            event(handler, event, arguments, ack);
        }
        for (EventHandler listener : more) {
            event(listener, event, arguments, ack);
        }
    }

    /** The way of each event: nothing is allocated for a handler that runs at once. */
    private void event(EventHandler handler, String event, Arguments arguments, Ack ack) {
        if (isBusy() || handler.executor() != null) {
            submit(new HandlerCall.OfEvent(handler, event, arguments, ack));
            return;
        }
        busy = true;
        WatchedThread thread = begin(handler, event);
        try {
            Mono<Void> result = handler.handle(socket, arguments, ack);
            if (result != DONE) {
                await(result, arguments.weight(), failure -> failed(failure, event, arguments, ack));
            }
        } catch (Throwable failure) {
            failed(failure, event, arguments, ack);
        }
        if (thread != null) {
            thread.end();
        }
        busy = false;
        if (waiting != null) {
            drain();
        }
    }

    /** Whether something is ahead of what comes now. */
    private boolean isBusy() {
        return busy || waiting != null;
    }

    /** The socket has been told that it is connected. */
    public void connected() {
        for (ConnectHandler handler : socket.handlerTable().connectHandlers()) {
            enqueue(new HandlerCall.OfConnect(handler));
        }
        drain();
    }

    /** Tells those who listen to the socket's leaving: at once, whatever is ahead, for the socket is in its rooms only now. */
    public void disconnecting(DisconnectReason reason) {
        SocketHandlers own = socket.ownHandlers();
        if (own != null) {
            for (DisconnectListener listener : own.disconnecting()) {
                disconnecting(listener, reason);
            }
        }
    }

    private void disconnecting(DisconnectListener listener, DisconnectReason reason) {
        WatchedThread thread = begin(listener, "disconnecting");
        try {
            listener.disconnected(reason);
        } catch (Throwable failure) {
            failed(failure, "disconnecting", false);
        }
        if (thread != null) {
            thread.end();
        }
    }

    /** The socket is out of everything. Its own handlers are behind those of the namespace. */
    public void disconnected(DisconnectReason reason) {
        for (DisconnectHandler handler : socket.handlerTable().disconnectHandlers()) {
            enqueue(new HandlerCall.OfDisconnect(handler, reason));
        }
        SocketHandlers own = socket.ownHandlers();
        if (own != null) {
            for (DisconnectHandler handler : own.disconnect()) {
                enqueue(new HandlerCall.OfDisconnect(handler, reason));
            }
        }
        drain();
    }

    /** What the server has to do behind the handlers: all that was submitted before is done, or has been dropped. */
    public void afterwards(String occasion, Runnable task) {
        submit(new HandlerCall.OfServer(occasion, task));
    }

    private void submit(QueueEntry entry) {
        if (isBusy()) {
            enqueue(entry);
            drain();
        } else {
            socket.load().enter(entry.weight());
            start(entry);
            drain();
        }
    }

    private void enqueue(QueueEntry entry) {
        Deque<QueueEntry> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            waiting = queue;
        }
        socket.load().enter(entry.weight());
        queue.add(entry);
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            Turn turn = new Turn();
            while (!busy && waiting != null && !turn.isOver()) {
                startNext(waiting.poll());
            }
            if (!busy && waiting != null) {
                socket.session().post(this::drain);
            }
        } finally {
            draining = false;
        }
    }

    private void startNext(@Nullable QueueEntry entry) {
        if (entry == null) {
            waiting = null;
        } else {
            start(entry);
        }
    }

    private void start(QueueEntry entry) {
        busy = true;
        if (entry.isOfEvent() && socket.isDismissed()) {
            returned(entry); // the server has sent the client away: what waited is not handled any more
        } else {
            entry.begin(this);
        }
    }

    /** What comes in place of the entry is next, ahead of everything that waits. */
    void replace(QueueEntry done, List<? extends QueueEntry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (waiting == null) {
                waiting = new ArrayDeque<>(4);
            }
            socket.load().enter(entries.get(i).weight());
            waiting.addFirst(entries.get(i));
        }
        returned(done);
    }

    void check(EventCheck check) {
        checking = check;
        check.proceed();
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

    /** Whether an event waits for a handler. */
    public boolean hasWaiting() {
        return waiting != null || handed != null;
    }

    /** What waits of the client's events is not handled any more. */
    public void dropEvents() {
        if (waiting != null) {
            waiting.removeIf(this::dropIfEvent);
        }
        HandlerCall call = handed;
        if (call != null && call.isOfEvent() && HANDED.compareAndSet(this, call, null)) {
            returned(call);
            drain();
        }
    }

    private boolean dropIfEvent(QueueEntry entry) {
        if (entry.isOfEvent()) {
            socket.load().exit(entry.weight());
        }
        return entry.isOfEvent();
    }

    /** Nobody waits for middlewares on behalf of a client who has gone: the event is dropped. */
    public void clientGone() {
        EventCheck check = checking;
        if (check != null) {
            check.abandon();
            checked(check, List.of());
        }
    }

    void call(HandlerCall call) {
        Executor executor = call.executor();
        if (executor == null) {
            WatchedThread thread = begin(call.handler(), call.occasion());
            invoke(call);
            if (thread != null) {
                thread.end();
            }
            returned(call);
            return;
        }
        handed = call;
        WatchedThread lane = begin(call.handler(), call.occasion()); // an executor may have it wait, or do the work
        try {
            executor.execute(this::invokeHanded);
        } catch (Throwable rejected) {
            if (HANDED.compareAndSet(this, call, null)) {
                failed(rejected, call);
                returned(call);
            }
        } finally {
            if (lane != null) {
                lane.end();
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
            socket.session().execute(() -> {
                returned(call);
                drain();
            });
        }
    }

    /** {@code null} when nobody watches. */
    private @Nullable WatchedThread begin(Object handler, String occasion) {
        BlockingWatch watch = socket.watch();
        return watch == null ? null : watch.begin(handler, occasion, socket);
    }

    private void returned(QueueEntry entry) {
        busy = false;
        socket.load().exit(entry.weight());
    }

    /** Any thread. */
    private void invoke(HandlerCall call) {
        if (call.isOfEvent() && socket.isDismissed()) {
            return; // since it was given to the executor
        }
        try {
            Mono<Void> result = call.invoke(socket);
            if (result != DONE) {
                await(result, call.weight(), failure -> failed(failure, call));
            }
        } catch (Throwable failure) {
            failed(failure, call);
        }
    }

    /** Any thread. */
    private void await(Mono<Void> result, int weight, Consumer<Throwable> onFailure) {
        Mono<Void> pending = Objects.requireNonNull(result, "the handler returned null");
        ContextView context = socket.handshake().context();
        if (!context.isEmpty()) {
            pending = pending.contextWrite(context);
        }
        socket.load().enter(weight);
        PendingResult outcome = new PendingResult(socket.load(), weight, onFailure);
        try {
            pending.subscribe(outcome);
        } catch (Throwable fatal) { // Reactor throws what it takes for fatal, such as a class that cannot be loaded
            outcome.onError(fatal);
        }
    }

    /** Any thread. */
    private void failed(Throwable failure, HandlerCall call) {
        if (call instanceof HandlerCall.OfEvent event) {
            failed(failure, event.occasion(), event.arguments(), event.ack());
        } else {
            failed(failure, call.occasion(), call.isVital());
        }
    }

    /** Any thread. The client is told of arguments that do not fit, and nothing of anything else that went wrong. */
    private void failed(Throwable failure, String event, Arguments arguments, Ack ack) {
        failed(failure, event, false);
        MisfitAnswer.send(failure, arguments, ack, socket);
    }

    /** Any thread. */
    private void failed(Throwable failure, String occasion, boolean isVital) {
        EventLog.failed(failure, occasion, socket);
        if (isVital) {
            socket.disconnect();
        }
    }
}
