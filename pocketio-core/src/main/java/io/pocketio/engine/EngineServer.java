package io.pocketio.engine;

import reactor.core.publisher.Mono;

/** SKETCH: signatures are final, bodies follow. */
public final class EngineServer {

    private EngineServer() {}

    public static Builder builder(EngineListener listener) {
        throw new AssertionError();
    }

    public EngineOptions options() {
        throw new AssertionError();
    }

    /** Answers an HTTP request that is no WebSocket upgrade: polls, posts, and errors. Cancelling is noticed at once. */
    public Mono<EngineResponse> handle(EngineRequest request) {
        throw new AssertionError();
    }

    /** Judges a WebSocket upgrade. */
    public Mono<Admission> admit(EngineRequest request) {
        throw new AssertionError();
    }

    /** Takes over an upgraded connection. Called in the channel's lane. */
    public FrameListener accept(Admission.Granted admission, FrameChannel channel) {
        throw new AssertionError();
    }

    /** Sessions that are open now. */
    public int clientsCount() {
        throw new AssertionError();
    }

    /** Closes all sessions ("server shutting down") and refuses new ones. Completes when the last one is closed. */
    public Mono<Void> close() {
        throw new AssertionError();
    }

    public static final class Builder {
        public Builder options(EngineOptions options) {
            throw new AssertionError();
        }

        public Builder allowRequest(AllowRequest hook) {
            throw new AssertionError();
        }

        public Builder sessionIds(SessionIdGenerator generator) {
            throw new AssertionError();
        }

        /** Where time comes from; a virtual one in tests. */
        public Builder scheduler(reactor.core.scheduler.Scheduler scheduler) {
            throw new AssertionError();
        }

        public EngineServer build() {
            throw new AssertionError();
        }
    }
}
