package io.pocketio.annotation.binding;

import io.pocketio.DisconnectReason;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.signature.HandlerKind;
import io.pocketio.annotation.signature.HandlerParameter;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.SocketArgumentResolver;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.ArgumentMismatchException;
import io.pocketio.protocol.Arguments;
import java.security.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.web.bind.annotation.PathVariable;

/** Chooses the binders for the parameters of handler methods. Immutable. */
public final class ArgumentBinders {

    private final SocketIoServer server;
    private final List<SocketArgumentResolver> resolvers;
    private final ConversionService conversion;
    private final ForeignAnnotations foreignAnnotations;

    /** @param describingAnnotations names of annotations and packages that describe arguments, beside those that are known to */
    public ArgumentBinders(
            SocketIoServer server,
            List<SocketArgumentResolver> resolvers,
            ConversionService conversion,
            List<String> describingAnnotations) {
        this.server = server;
        this.resolvers = List.copyOf(resolvers);
        this.conversion = conversion;
        this.foreignAnnotations = new ForeignAnnotations(describingAnnotations);
    }

    /**
     * One for each parameter, in their order.
     *
     * @param validation learns which parameters take arguments of the client
     */
    public ArgumentBinder[] of(HandlerSignature signature, ArgumentValidation.Builder validation) {
        MethodParameter[] parameters = signature.parameters();
        ArgumentBinder[] binders = new ArgumentBinder[parameters.length];
        Set<ParameterKind> seen = EnumSet.noneOf(ParameterKind.class);
        int nextArgument = 0;
        for (int i = 0; i < parameters.length; i++) {
            ArgumentBinder special = special(parameters[i], signature);
            if (special != null) {
                binders[i] = special;
                continue;
            }
            HandlerParameter parameter = HandlerParameter.of(parameters[i], signature);
            ParameterKind kind = ParameterKind.of(parameter.rawType(), signature.kind());
            foreignAnnotations.check(parameter, signature);
            ParameterCheck.check(parameter, kind, !seen.add(kind), signature);
            if (kind == ParameterKind.PAYLOAD) {
                HandlerParameter lenient = validation.add(i, nextArgument, parameter);
                binders[i] = payload(lenient, signature, nextArgument++);
            } else {
                binders[i] = binder(kind, parameter, signature);
            }
        }
        return binders;
    }

    /** For what is not told by its type. */
    private @Nullable ArgumentBinder special(MethodParameter parameter, HandlerSignature signature) {
        for (SocketArgumentResolver resolver : resolvers) {
            if (resolver.supports(parameter)) {
                return (socket, arguments, ack) -> resolver.resolve(parameter, socket);
            }
        }
        PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
        return variable == null
                ? null
                : PathVariableBinder.of(variable, HandlerParameter.of(parameter, signature), signature, conversion);
    }

    private ArgumentBinder binder(ParameterKind kind, HandlerParameter parameter, HandlerSignature signature) {
        return switch (kind) {
            case SOCKET -> (socket, arguments, ack) -> socket;
            case NAMESPACE, BROADCAST -> (socket, arguments, ack) -> socket.namespace();
            case ROOMS -> (socket, arguments, ack) -> socket.namespace().rooms();
            case SERVER -> (socket, arguments, ack) -> server;
            case HANDSHAKE -> (socket, arguments, ack) -> socket.handshake();
            case PRINCIPAL -> principal(parameter);
            case ACK -> (socket, arguments, ack) -> ack;
            case ARGUMENTS ->
                signature.kind() == HandlerKind.ANY_EVENT
                        ? (socket, arguments, ack) -> arguments.get(1, Arguments.class)
                        : (socket, arguments, ack) -> arguments;
            case DISCONNECT_REASON -> (socket, arguments, ack) -> arguments.get(0, DisconnectReason.class);
            case EXCEPTION -> (socket, arguments, ack) -> arguments.get(0, Throwable.class);
            case EVENT_NAME -> {
                int position = signature.kind() == HandlerKind.EXCEPTION ? 1 : 0;
                yield (socket, arguments, ack) -> arguments.get(position, String.class);
            }
            case PAYLOAD -> throw new IllegalArgumentException("Takes an argument: " + parameter);
        };
    }

    private static ArgumentBinder principal(HandlerParameter parameter) {
        return (socket, arguments, ack) -> {
            Principal principal = socket.handshake().principal();
            return parameter.rawType().isInstance(principal) ? present(parameter, principal) : parameter.absent();
        };
    }

    private static ArgumentBinder payload(HandlerParameter parameter, HandlerSignature signature, int index) {
        return signature.kind() == HandlerKind.EVENT ? argument(parameter, index) : auth(parameter);
    }

    /** For an {@link Arguments} of the client: absent and JSON {@code null} are the same. */
    private static ArgumentBinder argument(HandlerParameter parameter, int index) {
        return (socket, arguments, ack) -> {
            Object value = arguments.isNull(index) ? null : read(arguments, index, parameter);
            return value == null ? absent(parameter, index) : parameter.present(value);
        };
    }

    /** @throws ArgumentMismatchException when the parameter needs a value */
    static @Nullable Object absent(HandlerParameter parameter, int index) {
        try {
            return parameter.absent();
        } catch (CodecException missing) {
            throw ArgumentMismatchException.missing(index, parameter.name(), String.valueOf(missing.getMessage()));
        }
    }

    private static @Nullable Object read(Arguments arguments, int index, HandlerParameter parameter) {
        try {
            return arguments.get(index, parameter.type());
        } catch (CodecException misfit) {
            String message = "No value for " + parameter.origin() + ": " + misfit.getMessage();
            throw ArgumentMismatchException.ofParameter(index, parameter.name(), parameter.type(), message, misfit);
        }
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
}
