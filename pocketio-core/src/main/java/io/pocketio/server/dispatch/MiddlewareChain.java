package io.pocketio.server.dispatch;

import io.pocketio.SocketIoSocket;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Asks middlewares, one after the other, whether something may go on. Confined to the socket's lane. */
public abstract class MiddlewareChain<M extends Object> {

    private static final Logger logger = LoggerFactory.getLogger(MiddlewareChain.class);

    /** A verdict that is given already. */
    private static final Mono<Void> PASSED = Mono.empty();

    private final HandlerContext socket;
    private final Iterator<M> middlewares;

    /** More than one when a middleware decides at once and the next one does not. */
    private final Disposable.Composite pending = Disposables.composite();

    /** Confined to the lane. */
    private boolean decided;

    protected MiddlewareChain(HandlerContext socket, List<M> middlewares) {
        this.socket = socket;
        this.middlewares = middlewares.iterator();
    }

    /** What is decided about, for the log. */
    protected abstract String occasion();

    /** @return completes when the middleware lets pass */
    protected abstract Mono<Void> ask(M middleware, SocketIoSocket socket);

    /** All of them have let pass. In the lane. */
    protected abstract void passed();

    /** One of them has not. In the lane. */
    protected abstract void refused(Throwable failure);

    /** Begins, or goes on with the next. */
    public final void proceed() {
        Mono<Void> verdict = PASSED;
        while (verdict == PASSED) {
            if (decided || pending.isDisposed()) {
                return;
            }
            if (!middlewares.hasNext()) {
                pass();
                return;
            }
            verdict = ask(middlewares.next());
        }
    }

    /** @return whether it has passed already, or has to be waited for */
    private Mono<Void> ask(M middleware) {
        BlockingWatch watch = socket.watch();
        WatchedThread thread = watch == null ? null : watch.begin(middleware, occasion(), socket);
        try {
            Mono<Void> verdict = verdict(middleware);
            if (verdict != PASSED) {
                await(verdict);
            }
            return verdict;
        } finally {
            if (thread != null) {
                thread.end();
            }
        }
    }

    private Mono<Void> verdict(M middleware) {
        try {
            return Objects.requireNonNull(ask(middleware, socket), "the middleware returned null");
        } catch (Throwable failure) {
            return Mono.error(failure);
        }
    }

    /** The middleware may decide in any thread; the next one is asked in the lane. */
    private void await(Mono<Void> verdict) {
        try {
            pending.add(verdict.contextWrite(socket.handshake().context())
                    .subscribe(
                            nothing -> {},
                            failure -> socket.session().execute(() -> refuse(failure)),
                            () -> socket.session().execute(this::proceed)));
        } catch (Throwable fatal) { // Reactor throws what it takes for fatal, such as a class that cannot be loaded
            refuse(fatal);
        }
    }

    private void pass() {
        if (!decided) {
            decided = true;
            passed();
        }
    }

    private void refuse(Throwable failure) {
        if (decided) {
            logger.error("A middleware failed behind what it had decided ({})", socket, failure);
        } else if (!pending.isDisposed()) {
            decided = true;
            refused(failure);
        }
    }

    /** What is decided from now on does not matter. */
    public final void abandon() {
        pending.dispose();
    }
}
