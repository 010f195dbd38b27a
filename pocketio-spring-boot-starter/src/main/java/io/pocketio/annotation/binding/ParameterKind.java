package io.pocketio.annotation.binding;

import io.pocketio.Ack;
import io.pocketio.Broadcast;
import io.pocketio.DisconnectReason;
import io.pocketio.Handshake;
import io.pocketio.Namespace;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.protocol.Arguments;
import java.security.Principal;

/** What a parameter of a handler method is, by its type. */
enum ParameterKind {
    SOCKET,
    NAMESPACE,
    BROADCAST,
    ROOMS,
    SERVER,
    HANDSHAKE,
    PRINCIPAL,
    ACK,
    ARGUMENTS,
    DISCONNECT_REASON,
    EXCEPTION,
    EVENT_NAME,
    PAYLOAD;

    static ParameterKind of(Class<?> type, HandlerKind handler) {
        if (type == SocketIoSocket.class) {
            return SOCKET;
        } else if (type == Namespace.class) {
            return NAMESPACE;
        } else if (type == Broadcast.class) {
            return BROADCAST;
        } else if (type == Rooms.class) {
            return ROOMS;
        } else if (type == SocketIoServer.class) {
            return SERVER;
        } else if (type == Handshake.class) {
            return HANDSHAKE;
        } else if (type == Ack.class) {
            return ACK;
        } else if (type == Arguments.class) {
            return ARGUMENTS;
        } else if (type == DisconnectReason.class) {
            return DISCONNECT_REASON;
        } else if (Principal.class.isAssignableFrom(type)) {
            return PRINCIPAL;
        } else if (Throwable.class.isAssignableFrom(type)) {
            return EXCEPTION;
        }
        return type == String.class && EVENT_NAME.isKnownTo(handler) ? EVENT_NAME : PAYLOAD;
    }

    /** Whether there is a value for it when such a handler is called. */
    boolean isKnownTo(HandlerKind handler) {
        return switch (this) {
            case SOCKET, NAMESPACE, BROADCAST, ROOMS, SERVER, HANDSHAKE, PRINCIPAL -> true;
            case ACK, ARGUMENTS -> handler == HandlerKind.EVENT || handler == HandlerKind.ANY_EVENT;
            case DISCONNECT_REASON -> handler == HandlerKind.DISCONNECT;
            case EXCEPTION -> handler == HandlerKind.EXCEPTION;
            case EVENT_NAME -> handler == HandlerKind.EXCEPTION || handler == HandlerKind.ANY_EVENT;
            case PAYLOAD -> handler == HandlerKind.EVENT || handler == HandlerKind.CONNECT;
        };
    }

    /** Whether its value may be absent, and {@code Optional} or a nullable parameter so make sense. */
    boolean mayBeAbsent() {
        return this == PRINCIPAL || this == PAYLOAD;
    }

    /** Whether a handler of that kind can have several of them. */
    boolean isRepeatable(HandlerKind handler) {
        return this == PAYLOAD && handler == HandlerKind.EVENT;
    }
}
