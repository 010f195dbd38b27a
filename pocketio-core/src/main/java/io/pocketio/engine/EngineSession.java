package io.pocketio.engine;

import io.pocketio.engine.packet.EnginePacket;
import java.time.Duration;
import java.util.List;
import reactor.core.Disposable;

/** SKETCH: signatures are final, bodies follow. */
public final class EngineSession {

    private EngineSession() {}

    /** A secret: who knows it can take part in the session. */
    public String id() {
        throw new AssertionError();
    }

    /** The request that opened the session. */
    public EngineRequest request() {
        throw new AssertionError();
    }

    public TransportType transport() {
        throw new AssertionError();
    }

    public boolean isOpen() {
        throw new AssertionError();
    }

    /** Whether a packet would leave at once: the WebSocket is below its high-water mark, or a poll is parked. */
    public boolean isWritable() {
        throw new AssertionError();
    }

    /** Sends the packet. Any thread may call; packets sent by one thread keep their order. Dropped when closed. */
    public void send(EnginePacket packet) {
        throw new AssertionError();
    }

    /** Sends the packets with nothing between them. */
    public void send(List<EnginePacket> packets) {
        throw new AssertionError();
    }

    /** Sends all of the packets if the session is writable, else none. */
    public void sendVolatile(List<EnginePacket> packets) {
        throw new AssertionError();
    }

    /** Closes: what was sent goes out first. */
    public void close() {
        throw new AssertionError();
    }

    /** Stops, or resumes, taking messages from the client; what it sent meanwhile waits in its own socket. */
    public void setReading(boolean reading) {
        throw new AssertionError();
    }

    /** Where this session's listener is called. */
    public Lane lane() {
        throw new AssertionError();
    }

    /** Where many sessions can be served in one task: the event loop of the connection, or {@link #lane()}. */
    public Lane home() {
        throw new AssertionError();
    }

    /** Runs the task in the lane after the delay, unless disposed of. Dropped when the session has ended. */
    public Disposable schedule(Duration delay, Runnable task) {
        throw new AssertionError();
    }
}
