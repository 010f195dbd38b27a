package io.pocketio.annotation.binding;

import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.annotation.signature.HandlerParameter;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;

/** Refuses parameters that could get no value. */
final class ParameterCheck {

    private ParameterCheck() {}

    /**
     * @param again whether the method has another parameter of that kind
     * @throws InvalidSocketHandlerException with what can be done about it
     */
    static void check(HandlerParameter parameter, ParameterKind kind, boolean again, HandlerSignature signature) {
        HandlerKind handler = signature.kind();
        String type = parameter.rawType().getSimpleName();
        if (!kind.isKnownTo(handler)) {
            throw signature.invalid(
                    "has the parameter '" + parameter.name() + "' of type " + type + ", for which there is no value",
                    "Remove it; " + handler + " methods take " + known(handler) + ".");
        }
        if (kind == ParameterKind.PAYLOAD && isNoData(parameter.rawType())) {
            throw signature.invalid(
                    "has the parameter '" + parameter.name() + "' of type " + type + ", which no JSON can become",
                    "Remove it; " + handler + " methods take " + known(handler) + ", each as a plain type.");
        }
        if (again && !kind.isRepeatable(handler)) {
            throw kind == ParameterKind.PAYLOAD
                    ? signature.invalid(
                            "has two parameters for the client's auth payload",
                            "Bind it to one, for example to a record with a component for each member.")
                    : signature.invalid("has two parameters of type " + type, "Remove one of them.");
        }
        if (parameter.optional() && !kind.mayBeAbsent()) {
            throw signature.invalid(
                    "has the parameter '" + parameter.name() + "' of type Optional<" + type
                            + ">, which is never absent",
                    "Take " + type + " itself.");
        }
    }

    /**
     * What newcomers take from habit: results that are pending, the things of an HTTP exchange or of a context, and who the user is.
     */
    private static boolean isNoData(Class<?> type) {
        String name = type.getName();
        return Publisher.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || (type.isInterface() && name.startsWith("org.springframework."))
                || name.startsWith("org.springframework.security.")
                || HttpHeaders.class.isAssignableFrom(type)
                || HttpEntity.class.isAssignableFrom(type);
    }

    private static String known(HandlerKind handler) {
        String socket = "SocketIoSocket, Namespace, Broadcast, Rooms, SocketIoServer, Handshake, Principal";
        return switch (handler) {
            case EVENT -> socket + ", Ack, Arguments and the arguments of the event";
            case ANY_EVENT -> socket + ", Ack, Arguments and a String for the event's name";
            case CONNECT -> socket + " and the auth payload";
            case DISCONNECT -> socket + " and DisconnectReason";
            case EXCEPTION -> socket + ", the exception and a String for the event's name";
        };
    }
}
