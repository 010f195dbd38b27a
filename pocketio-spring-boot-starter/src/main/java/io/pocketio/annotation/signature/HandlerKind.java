package io.pocketio.annotation.signature;

import io.pocketio.annotation.OnAnyEvent;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import java.lang.annotation.Annotation;

/** What a handler method is called for. */
public enum HandlerKind {
    EVENT(SocketEvent.class),
    ANY_EVENT(OnAnyEvent.class),
    CONNECT(OnConnect.class),
    DISCONNECT(OnDisconnect.class),
    EXCEPTION(SocketExceptionHandler.class);

    private final Class<? extends Annotation> annotation;

    HandlerKind(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    public Class<? extends Annotation> annotation() {
        return annotation;
    }

    @Override
    public String toString() {
        return "@" + annotation.getSimpleName();
    }
}
