package io.pocketio.webflux.session;

import jakarta.websocket.Session;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.adapter.TomcatWebSocketSession;
import reactor.core.publisher.Mono;

/**
 * Spring's session for Tomcat, which never stops reading when it has been closed: nobody would have it go on to the peer's answer. A
 * thread that brings a message may be about to stop while another one closes.
 */
final class TomcatSession extends TomcatWebSocketSession {

    /** Guarded by this. */
    private boolean closed;

    TomcatSession(Session session, HandshakeInfo info, DataBufferFactory buffers) {
        super(session, info, buffers);
    }

    @Override
    protected synchronized void suspendReceiving() {
        if (!closed) {
            super.suspendReceiving();
        }
    }

    @Override
    protected synchronized void resumeReceiving() {
        super.resumeReceiving();
    }

    @Override
    public Mono<Void> close(CloseStatus status) {
        readOn();
        return super.close(status);
    }

    private synchronized void readOn() {
        closed = true;
        super.resumeReceiving();
    }
}
