package io.pocketio.annotation.binding;

import io.pocketio.annotation.signature.HandlerParameter;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Annotations by which other frameworks say where the value of a parameter comes from: from the authenticated user, a header, a
 * bean. Taken from what the client sends, such a value would be one that the client has chosen. Known by their names, because the
 * frameworks need not be there.
 */
final class ForeignAnnotations {

    private static final Logger logger = LoggerFactory.getLogger(ForeignAnnotations.class);

    /** What describes a value, wherever it comes from; or says that it is what the client sends. Goes before what is below. */
    private static final List<String> DESCRIBING = List.of(
            "org.springframework.web.bind.annotation.RequestBody",
            "org.springframework.messaging.handler.annotation.Payload",
            "org.springframework.aot.",
            "org.springframework.core.annotation.",
            "org.springframework.format.annotation.",
            "org.springframework.lang.",
            "org.springframework.validation.annotation.",
            "java.",
            "javax.annotation.",
            "javax.validation.",
            "jakarta.annotation.",
            "jakarta.validation.",
            "org.hibernate.validator.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "kotlin.",
            "org.jspecify.",
            "org.jetbrains.annotations.",
            "org.checkerframework.",
            "com.google.errorprone.annotations.",
            "edu.umd.cs.findbugs.annotations.",
            "androidx.annotation.",
            "reactor.util.annotation.",
            "lombok.",
            "io.micrometer.",
            "io.opentelemetry.",
            "io.swagger.",
            "io.github.springwolf.",
            "org.eclipse.microprofile.openapi.");

    /** Of frameworks whose other annotations on parameters say where the value comes from. */
    private static final List<String> BINDING = List.of(
            "org.springframework.",
            "jakarta.enterprise.",
            "jakarta.inject.",
            "jakarta.websocket.",
            "jakarta.ws.rs.",
            "javax.enterprise.",
            "javax.inject.",
            "javax.websocket.",
            "javax.ws.rs.",
            "io.micronaut.",
            "io.quarkus.",
            "org.eclipse.microprofile.",
            "org.jboss.resteasy.");

    private ForeignAnnotations() {}

    /**
     * For a parameter that nothing resolves.
     *
     * @throws InvalidSocketHandlerException when its value is one that the client must not choose
     */
    static void check(HandlerParameter parameter, ParameterKind kind, HandlerSignature signature) {
        for (Annotation annotation : parameter.parameter().getParameterAnnotations()) {
            boolean described = false;
            for (MergedAnnotation<Annotation> meta : MergedAnnotations.from(annotation)) {
                Class<Annotation> type = meta.getType();
                if (isBinding(type.getName())) {
                    throw refusal(parameter, annotation, type, signature);
                }
                described |= startsWithAny(type.getName(), DESCRIBING);
            }
            if (!described && kind == ParameterKind.PAYLOAD) {
                logger.warn(
                        "{} takes what the client sends: nothing is known here of @{}. If the value is to come from"
                                + " elsewhere, declare a SocketArgumentResolver bean that supports the parameter",
                        parameter.origin(),
                        annotation.annotationType().getName());
            }
        }
    }

    static boolean isBinding(String annotation) {
        return !startsWithAny(annotation, DESCRIBING) && startsWithAny(annotation, BINDING);
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static InvalidSocketHandlerException refusal(
            HandlerParameter parameter,
            Annotation annotation,
            Class<? extends Annotation> type,
            HandlerSignature signature) {
        String name = ClassUtils.getShortName(annotation.annotationType());
        String kindOf = annotation.annotationType() == type ? "" : " (a @" + ClassUtils.getShortName(type) + ")";
        String place = place(type.getSimpleName());
        return signature.invalid(
                "has the parameter '" + parameter.name() + "' with @" + name + kindOf
                        + ", which has no meaning here: the client would choose the value",
                (place == null ? "" : place + " ")
                        + "Otherwise declare a SocketArgumentResolver bean that supports the parameter; or remove the"
                        + " annotation if the client is to choose.");
    }

    /** Where a value of that kind is found instead, a sentence. */
    private static @Nullable String place(String annotation) {
        return switch (annotation) {
            case "AuthenticationPrincipal", "CurrentSecurityContext", "RegisteredOAuth2AuthorizedClient" ->
                "Take a Principal: it is the authenticated user of the request that opened the connection.";
            case "RequestParam", "QueryParam", "QueryValue", "RestQuery" ->
                "Take the Handshake and ask for its query().";
            case "RequestHeader", "Header", "Headers", "HeaderParam", "RestHeader" ->
                "Take the Handshake and ask for its headers().";
            case "CookieValue", "CookieParam", "RestCookie" ->
                "Take the Handshake and look for the cookie in its headers().get(\"cookie\").";
            case "PathParam", "RestPath", "DestinationVariable", "MatrixVariable", "MatrixParam" ->
                "Give the @SocketController's namespace a variable, as in /things/{id}, and take it with"
                        + " org.springframework.web.bind.annotation.PathVariable.";
            case "SessionAttribute", "RequestAttribute", "SessionAttributes" ->
                "Keep the value in the socket's data() when the client connects, take the SocketIoSocket and ask for it there.";
            case "Value", "Autowired", "Qualifier", "Named", "Inject", "ConfigProperty" ->
                "Have the value injected into the bean, by its constructor for example.";
            default -> null;
        };
    }
}
