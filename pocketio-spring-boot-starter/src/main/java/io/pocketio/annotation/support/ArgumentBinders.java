package io.pocketio.annotation.support;

import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoServer;
import io.pocketio.protocol.Arguments;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Validator;

/** Chooses the binders for the parameters of handler methods. Immutable. */
final class ArgumentBinders {

    private final SocketIoServer server;
    private final List<SocketArgumentResolver> resolvers;
    private final @Nullable Validator validator;

    ArgumentBinders(SocketIoServer server, List<SocketArgumentResolver> resolvers, @Nullable Validator validator) {
        this.server = server;
        this.resolvers = List.copyOf(resolvers);
        this.validator = validator;
    }

    /** One for each parameter, in their order. */
    ArgumentBinder[] of(HandlerSignature signature) {
        MethodParameter[] parameters = signature.parameters();
        ArgumentBinder[] binders = new ArgumentBinder[parameters.length];
        Set<ParameterKind> seen = EnumSet.noneOf(ParameterKind.class);
        int nextArgument = 0;
        for (int i = 0; i < parameters.length; i++) {
            ArgumentBinder resolved = resolved(parameters[i]);
            if (resolved != null) {
                binders[i] = resolved;
                continue;
            }
            HandlerParameter parameter = HandlerParameter.of(parameters[i], signature);
            ParameterKind kind = ParameterKind.of(parameter.rawType(), signature.kind());
            check(parameter, kind, !seen.add(kind), signature);
            binders[i] = binder(kind, parameter, signature, nextArgument);
            if (kind == ParameterKind.PAYLOAD) {
                nextArgument++;
            }
        }
        return binders;
    }

    private @Nullable ArgumentBinder resolved(MethodParameter parameter) {
        for (SocketArgumentResolver resolver : resolvers) {
            if (resolver.supports(parameter)) {
                return (socket, arguments, ack) -> resolver.resolve(parameter, socket);
            }
        }
        return null;
    }

    private static void check(
            HandlerParameter parameter, ParameterKind kind, boolean again, HandlerSignature signature) {
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

    /** What newcomers take from habit: results that are pending, and the things of an HTTP exchange or of a context. */
    private static boolean isNoData(Class<?> type) {
        return Publisher.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || (type.isInterface() && type.getName().startsWith("org.springframework."));
    }

    private static String known(HandlerKind handler) {
        String socket = "SocketIoSocket, Namespace, Broadcast, Rooms, SocketIoServer, Handshake, Principal";
        return switch (handler) {
            case EVENT -> socket + ", Ack, Arguments and the arguments of the event";
            case CONNECT -> socket + " and the auth payload";
            case DISCONNECT -> socket + " and DisconnectReason";
            case EXCEPTION -> socket + ", the exception and a String for the event's name";
        };
    }

    private ArgumentBinder binder(
            ParameterKind kind, HandlerParameter parameter, HandlerSignature signature, int argument) {
        return switch (kind) {
            case SOCKET -> (socket, arguments, ack) -> socket;
            case NAMESPACE, BROADCAST -> (socket, arguments, ack) -> socket.namespace();
            case ROOMS -> (socket, arguments, ack) -> socket.namespace().rooms();
            case SERVER -> (socket, arguments, ack) -> server;
            case HANDSHAKE -> (socket, arguments, ack) -> socket.handshake();
            case PRINCIPAL -> principal(parameter);
            case ACK -> (socket, arguments, ack) -> ack;
            case ARGUMENTS -> (socket, arguments, ack) -> arguments;
            case DISCONNECT_REASON -> (socket, arguments, ack) -> arguments.get(0, DisconnectReason.class);
            case EXCEPTION -> (socket, arguments, ack) -> arguments.get(0, Throwable.class);
            case EVENT_NAME -> (socket, arguments, ack) -> arguments.get(1, String.class);
            case PAYLOAD ->
                validated(
                        signature.kind() == HandlerKind.EVENT ? argument(parameter, argument) : auth(parameter),
                        parameter);
        };
    }

    private static ArgumentBinder principal(HandlerParameter parameter) {
        return (socket, arguments, ack) -> {
            Principal principal = socket.handshake().principal();
            return parameter.rawType().isInstance(principal) ? present(parameter, principal) : parameter.absent();
        };
    }

    /** For an {@link Arguments} of the client: absent and JSON {@code null} are the same. */
    private static ArgumentBinder argument(HandlerParameter parameter, int index) {
        return (socket, arguments, ack) -> arguments.isNull(index)
                ? parameter.absent()
                : present(parameter, arguments.get(index, parameter.type()));
    }

    /** A client that sends no auth has sent an empty object, as the protocol sees it. */
    private static ArgumentBinder auth(HandlerParameter parameter) {
        boolean asksForAbsence = parameter.optional() || parameter.nullable();
        return (socket, arguments, ack) ->
                asksForAbsence && isEmpty(socket.handshake().auth(Map.class))
                        ? parameter.absent()
                        : present(parameter, socket.handshake().auth(parameter.type()));
    }

    private static boolean isEmpty(@Nullable Map<?, ?> auth) {
        return auth == null || auth.isEmpty();
    }

    private static @Nullable Object present(HandlerParameter parameter, @Nullable Object value) {
        return value == null ? parameter.absent() : parameter.present(value);
    }

    private ArgumentBinder validated(ArgumentBinder binder, HandlerParameter parameter) {
        Object[] hints = ArgumentValidation.hints(parameter.parameter());
        return hints == null ? binder : ArgumentValidation.of(binder, validator, hints, parameter);
    }
}
