package io.pocketio.server.socket;

import io.pocketio.SocketDisconnectedException;
import io.pocketio.SocketIoException;
import io.pocketio.protocol.Arguments;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

/** The acknowledgements that one socket still owes. Thread-safe. */
final class PendingAcks {

    private final ConcurrentMap<Long, MonoSink<Arguments>> pending = new ConcurrentHashMap<>(4);

    /** The client has gone. Written in the socket's lane, read by any thread. */
    private volatile boolean closed;

    /** Waits for the acknowledgement of that id until it comes, is given up, or {@link #close} is called. */
    void add(long id, MonoSink<Arguments> sink, Disposable timer) {
        pending.put(id, sink);
        sink.onDispose(() -> {
            pending.remove(id);
            timer.dispose();
        });
        if (closed) {
            fail(id, new SocketDisconnectedException());
        }
    }

    /** @return whether somebody waited for it */
    boolean complete(long id, Arguments arguments) {
        MonoSink<Arguments> sink = pending.remove(id);
        if (sink == null) {
            return false;
        }
        sink.success(arguments);
        return true;
    }

    void fail(long id, SocketIoException failure) {
        @Nullable MonoSink<Arguments> sink = pending.remove(id);
        if (sink != null) {
            sink.error(failure);
        }
    }

    /** The client has gone: nobody will acknowledge anything. */
    void close() {
        closed = true;
        for (Long id : pending.keySet()) {
            fail(id, new SocketDisconnectedException());
        }
    }

    int size() {
        return pending.size();
    }
}
