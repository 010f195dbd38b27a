package io.pocketio.webflux.session;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.websocket.CloseReason;
import java.net.URI;
import org.apache.tomcat.websocket.WsSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import reactor.core.publisher.Mono;

class TomcatSessionTests {

    private final WsSession tomcat = mock(WsSession.class);
    private TomcatSession session;

    @BeforeEach
    void open() {
        when(tomcat.getId()).thenReturn("1");
        HandshakeInfo info = new HandshakeInfo(URI.create("/"), new HttpHeaders(), Mono.empty(), null);
        session = new TomcatSession(tomcat, info, DefaultDataBufferFactory.sharedInstance);
    }

    @Test
    void readsOnBeforeItIsClosed() throws Exception {
        session.suspendReceiving();
        session.close(CloseStatus.NORMAL).block();

        InOrder order = inOrder(tomcat);
        order.verify(tomcat).suspend();
        order.verify(tomcat).resume();
        order.verify(tomcat).close(any(CloseReason.class));
    }

    @Test
    void stopsNoMoreWhenItHasBeenClosed() {
        session.close(CloseStatus.NORMAL).block();
        session.suspendReceiving();

        verify(tomcat, never()).suspend();
    }
}
