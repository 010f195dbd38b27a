package io.pocketio;

import io.pocketio.adapter.AdapterFactory;
import io.pocketio.engine.AllowRequest;
import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.SessionIdGenerator;
import io.pocketio.json.JsonCodec;
import java.time.Duration;
import reactor.core.scheduler.Scheduler;

/**
 * SKETCH: signatures are final, bodies follow. Settings and parts of a server; what is not set is as in the reference server.
 * Confined to its caller.
 *
 * @since 0.1
 */
public final class SocketIoServerBuilder {

    SocketIoServerBuilder() {}

    public SocketIoServerBuilder engine(EngineOptions options) {
        throw new AssertionError();
    }

    /** How long a connection may stay without joining a namespace. 45 seconds unless set. */
    public SocketIoServerBuilder connectTimeout(Duration timeout) {
        throw new AssertionError();
    }

    /** How long {@link SocketIoSocket#emitWithAck} waits for the client. 60 seconds unless set. */
    public SocketIoServerBuilder ackTimeout(Duration timeout) {
        throw new AssertionError();
    }

    /** Binary attachments that one packet of a client may have. 10 unless set. */
    public SocketIoServerBuilder maxAttachments(int count) {
        throw new AssertionError();
    }

    /** How deep a client's JSON may be nested. 100 unless set. */
    public SocketIoServerBuilder maxNestingDepth(int depth) {
        throw new AssertionError();
    }

    /** Events of one connection that may be in the hands of handlers before reading from it pauses. 256 unless set. */
    public SocketIoServerBuilder maxPendingEvents(int count) {
        throw new AssertionError();
    }

    /** Namespaces that one connection may be in at a time. 100 unless set */
    public SocketIoServerBuilder maxNamespacesPerConnection(int count) {
        throw new AssertionError();
    }

    public SocketIoServerBuilder jsonCodec(JsonCodec codec) {
        throw new AssertionError();
    }

    public SocketIoServerBuilder adapter(AdapterFactory factory) {
        throw new AssertionError();
    }

    public SocketIoServerBuilder allowRequest(AllowRequest hook) {
        throw new AssertionError();
    }

    public SocketIoServerBuilder sessionIds(SessionIdGenerator generator) {
        throw new AssertionError();
    }

    /** Where time comes from; a virtual one in tests. */
    public SocketIoServerBuilder scheduler(Scheduler scheduler) {
        throw new AssertionError();
    }

    public SocketIoServer build() {
        throw new AssertionError();
    }
}
