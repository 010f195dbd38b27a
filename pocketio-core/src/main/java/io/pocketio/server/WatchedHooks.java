package io.pocketio.server;

import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.ConnectionErrorListener;
import io.pocketio.engine.ImmediateSessionIds;
import io.pocketio.engine.ReactiveSessionIdGenerator;
import io.pocketio.engine.ResponseHeadersHook;
import io.pocketio.server.dispatch.BlockingWatch;
import io.pocketio.server.dispatch.WatchedThread;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Has the hooks of the engine watched: they are called on event loops, as handlers are. Thread-safe. */
record WatchedHooks(BlockingWatch watch) {

    AllowRequest allowRequest(AllowRequest hook) {
        return request -> watched(hook, "handshake", () -> hook.check(request));
    }

    /** Those that are there when they are asked for stay so. */
    ReactiveSessionIdGenerator sessionIds(ReactiveSessionIdGenerator hook) {
        return hook instanceof ImmediateSessionIds immediate
                ? new ImmediateSessionIds(() -> call(immediate.generator(), "session id", immediate::next))
                : request -> watched(hook, "session id", () -> hook.generate(request));
    }

    ResponseHeadersHook headers(ResponseHeadersHook hook) {
        return (headers, request, handshake) ->
                run(hook, "response headers", () -> hook.addTo(headers, request, handshake));
    }

    ConnectionErrorListener connectionError(ConnectionErrorListener hook) {
        return error -> run(hook, "connection error", () -> hook.refused(error));
    }

    /** What a subscription does is the hook's, too. */
    private Mono<String> watched(Object hook, String occasion, Supplier<Mono<String>> call) {
        Mono<String> given = call(hook, occasion, call);
        if (given == null || given == Mono.<String>empty()) { // for the engine to see to
            return given;
        }
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> subscriber) {
                run(hook, occasion, () -> given.subscribe(subscriber));
            }
        };
    }

    private void run(Object hook, String occasion, Runnable call) {
        WatchedThread thread = watch.begin(hook, occasion, null);
        try {
            call.run();
        } finally {
            thread.end();
        }
    }

    private <T> T call(Object hook, String occasion, Supplier<T> call) {
        WatchedThread thread = watch.begin(hook, occasion, null);
        try {
            return call.get();
        } finally {
            thread.end();
        }
    }
}
