package io.pocketio.annotation.binding;

import io.pocketio.Ack;
import io.pocketio.ConnectMiddleware;
import io.pocketio.ConnectRejectedException;
import io.pocketio.Namespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.signature.HandlerNamespace;
import io.pocketio.annotation.signature.HandlerParameter;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.json.CodecException;
import io.pocketio.protocol.Arguments;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.PathVariable;
import reactor.core.publisher.Mono;

/** Gives a parameter the value of a variable of the namespace's template. Thread-safe. */
public final class PathVariableBinder implements ArgumentBinder {

    private static final TypeDescriptor STRING = TypeDescriptor.valueOf(String.class);

    /** What the protocol says of a namespace that does not exist. */
    private static final String REFUSAL = "Invalid namespace";

    private final String variable;
    private final HandlerParameter parameter;
    private final TypeDescriptor type;
    private final ConversionService conversion;

    private PathVariableBinder(
            String variable, HandlerParameter parameter, TypeDescriptor type, ConversionService conversion) {
        this.variable = variable;
        this.parameter = parameter;
        this.type = type;
        this.conversion = conversion;
    }

    /** @throws InvalidSocketHandlerException when the variable has no name, there is none of its name, or it cannot become a value of the type */
    static ArgumentBinder of(
            PathVariable annotation,
            HandlerParameter parameter,
            HandlerSignature signature,
            ConversionService conversion) {
        HandlerNamespace namespace = signature.namespace();
        String variable = nameOf(annotation, parameter, signature);
        boolean required = annotation.required() && !parameter.optional() && !parameter.nullable();
        if (!namespace.variables().contains(variable)) {
            if (required || namespace == HandlerNamespace.ANY) {
                throw unknown(variable, namespace, signature);
            }
            return (socket, arguments, ack) -> parameter.optional() ? parameter.absent() : null;
        }
        TypeDescriptor type = new TypeDescriptor(parameter.parameter().nestedIfOptional());
        if (!conversion.canConvert(STRING, type)) {
            throw signature.invalid(
                    "has the parameter '" + parameter.name() + "' of type "
                            + parameter.rawType().getSimpleName() + ", which no converter makes of a variable",
                    "Declare a Converter<String, " + parameter.rawType().getSimpleName()
                            + "> bean, or take the variable as a String.");
        }
        return new PathVariableBinder(variable, parameter, type, conversion);
    }

    private static String nameOf(PathVariable annotation, HandlerParameter parameter, HandlerSignature signature) {
        if (StringUtils.hasText(annotation.name())) {
            return annotation.name();
        }
        if (parameter.parameter().getParameterName() == null) {
            throw signature.invalid(
                    "has a @PathVariable without a name, and its class was compiled without the names of parameters",
                    "Compile with -parameters, or name the variable, as in @PathVariable(\"id\").");
        }
        return parameter.name();
    }

    private static InvalidSocketHandlerException unknown(
            String variable, HandlerNamespace namespace, HandlerSignature signature) {
        if (namespace == HandlerNamespace.ANY) {
            return signature.invalid(
                    "has the variable '" + variable + "', but its advice answers for all namespaces",
                    "Take the Namespace, and ask for its variables().");
        }
        return signature.invalid(
                "has the variable '" + variable + "', which the namespace '" + namespace.name() + "' has not",
                namespace.variables().isEmpty()
                        ? "Add it to the namespace of the @SocketController, as in /things/{" + variable + "}."
                        : "Name one of its variables: " + String.join(", ", namespace.variables()) + ".");
    }

    /** Whether every value fits. */
    public boolean takesAll() {
        return type.getObjectType() == String.class;
    }

    /** What two binders that fit the same values have in common. */
    public Object check() {
        return new Check(variable, type);
    }

    /** Refuses a socket whose namespace has a value that does not fit: nothing could be bound for it later. */
    public ConnectMiddleware guard() {
        return socket -> {
            try {
                convert(socket.namespace());
            } catch (CodecException unfit) {
                throw new ConnectRejectedException(REFUSAL);
            }
            return Mono.empty();
        };
    }

    @Override
    public @Nullable Object bind(SocketIoSocket socket, Arguments arguments, Ack ack) {
        return parameter.present(convert(socket.namespace()));
    }

    private Object convert(Namespace namespace) {
        String value = namespace.variables().get(variable);
        Object converted;
        try {
            converted = conversion.convert(value, STRING, type);
        } catch (ConversionException unfit) {
            throw new CodecException("The variable '" + variable + "' does not fit " + parameter.origin(), unfit);
        }
        if (converted == null) {
            throw new CodecException("The variable '" + variable + "' has no value for " + parameter.origin());
        }
        return converted;
    }

    private record Check(String variable, TypeDescriptor type) {}
}
