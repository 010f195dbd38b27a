package io.pocketio.annotation.binding;

import io.pocketio.annotation.signature.HandlerParameter;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Annotations by which other frameworks, or the application itself, say where the value of a parameter comes from: from the
 * authenticated user, a header, a bean. Taken from what the client sends, such a value would be one that the client has chosen. So
 * only annotations pass that are known to describe a value, and what is not known is refused, too. Known by their names, because the
 * frameworks need not be there. Immutable.
 */
final class ForeignAnnotations {

    /** What describes a value, wherever it comes from; or says that it is what the client sends. Of packages, or of one. */
    private static final List<String> DESCRIBING = List.of(
            "org.springframework.web.bind.annotation.RequestBody",
            "org.springframework.messaging.handler.annotation.Payload",
            "org.springframework.security.core.parameters.P",
            "org.springframework.security.access.method.P",
            "org.springframework.data.repository.query.Param",
            "org.springframework.ai.tool.annotation.ToolParam",
            "org.springframework.aot.",
            "org.springframework.core.annotation.",
            "org.springframework.format.annotation.",
            "org.springframework.lang.",
            "org.springframework.validation.annotation.",
            "java.",
            "javax.annotation.",
            "javax.validation.",
            "jakarta.annotation.",
            "jakarta.json.bind.annotation.",
            "jakarta.validation.",
            "jdk.jfr.",
            "org.hibernate.validator.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "com.google.gson.annotations.",
            "kotlin.",
            "groovy.",
            "org.jspecify.",
            "org.jetbrains.annotations.",
            "org.checkerframework.",
            "org.eclipse.jdt.annotation.",
            "com.google.common.annotations.",
            "com.google.errorprone.annotations.",
            "edu.umd.cs.findbugs.annotations.",
            "android.annotation.",
            "androidx.annotation.",
            "reactor.util.annotation.",
            "lombok.",
            "io.micronaut.core.annotation.",
            "io.micrometer.",
            "io.opentelemetry.",
            "io.swagger.",
            "springfox.documentation.",
            "io.github.springwolf.",
            "org.eclipse.microprofile.openapi.",
            "org.apiguardian.");

    /** Of frameworks whose other annotations on parameters say where the value comes from. */
    private static final List<String> BINDING = List.of(
            "org.springframework.",
            "com.fasterxml.jackson.annotation.JacksonInject",
            "com.google.inject.",
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

    /** What an annotation of the application describes a value with: it has one of these, which have no other use on annotations. */
    private static final List<String> DESCRIBING_AS_META_ANNOTATION = List.of(
            "jakarta.validation.Constraint",
            "javax.validation.Constraint",
            "javax.annotation.meta.",
            "com.fasterxml.jackson.annotation.JacksonAnnotation",
            "com.fasterxml.jackson.annotation.JacksonAnnotationsInside",
            "org.springframework.format.annotation.",
            "org.springframework.messaging.handler.annotation.Payload",
            "org.springframework.validation.annotation.Validated",
            "org.springframework.web.bind.annotation.RequestBody");

    /** Whatever the package, as everywhere here. */
    private static final Set<String> NULLNESS =
            Set.of("Nullable", "NullableDecl", "CheckForNull", "NonNull", "NonNullDecl", "Nonnull", "NotNull");

    private final List<String> describing;

    /** @param describing names of annotations and packages that describe values, beside those that are known to */
    ForeignAnnotations(List<String> describing) {
        this.describing = List.copyOf(describing);
    }

    /**
     * For a parameter that nothing resolves.
     *
     * @throws InvalidSocketHandlerException when its value may be one that the client must not choose
     */
    void check(HandlerParameter parameter, HandlerSignature signature) {
        for (Annotation annotation : parameter.parameter().getParameterAnnotations()) {
            boolean described = isDescribing(annotation.annotationType());
            for (MergedAnnotation<Annotation> each : MergedAnnotations.from(annotation)) {
                Class<Annotation> type = each.getType();
                if (isBinding(type.getName()) && !isDescribing(type)) {
                    throw refusalOfBinding(parameter, annotation, type, signature);
                }
                described |= switch (each.getDistance()) {
                    case 0 -> isDescribing(type); // one of several in a container
                    case 1 -> coversAny(DESCRIBING_AS_META_ANNOTATION, type.getName());
                    default -> false; // says something of an annotation of the annotation
                };
            }
            if (!described) {
                throw refusalOfUnknown(parameter, annotation, signature);
            }
        }
    }

    private boolean isDescribing(Class<? extends Annotation> type) {
        return coversAny(describing, type.getName())
                || NULLNESS.contains(type.getSimpleName())
                || isDescribing(type.getName());
    }

    /** What is said of an annotation, or of the smaller package, goes first. */
    static boolean isBinding(String annotation) {
        return longest(BINDING, annotation) > longest(DESCRIBING, annotation);
    }

    static boolean isDescribing(String annotation) {
        return longest(DESCRIBING, annotation) > longest(BINDING, annotation);
    }

    private static boolean coversAny(List<String> entries, String name) {
        return longest(entries, name) >= 0;
    }

    /** The length of the longest entry that covers the name. */
    private static int longest(List<String> entries, String name) {
        int longest = -1;
        for (String entry : entries) {
            if (covers(entry, name)) {
                longest = Math.max(longest, entry.length());
            }
        }
        return longest;
    }

    /** Whether the entry is that name, or the package or class around it, with or without a dot at its end. */
    private static boolean covers(String entry, String name) {
        if (!name.startsWith(entry)) {
            return false;
        }
        return entry.endsWith(".") || name.length() == entry.length() || ".$".indexOf(name.charAt(entry.length())) >= 0;
    }

    private static InvalidSocketHandlerException refusalOfUnknown(
            HandlerParameter parameter, Annotation annotation, HandlerSignature signature) {
        return signature.invalid(
                "has the parameter '" + parameter.name() + "' with @"
                        + ClassUtils.getShortName(annotation.annotationType())
                        + ", of which nothing is known here: if it says where the value comes from, the client would choose it",
                "Declare a SocketArgumentResolver bean that supports the parameter; or remove the annotation if the client is"
                        + " to choose; or, if it only describes the value, name it in the property"
                        + " pocketio.handlers.describing-annotations: "
                        + annotation.annotationType().getName());
    }

    private static InvalidSocketHandlerException refusalOfBinding(
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
                (place == null ? "Declare" : place + " Otherwise declare")
                        + " a SocketArgumentResolver bean that supports the parameter; or remove the"
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
            case "Value", "Autowired", "Qualifier", "Named", "Inject", "JacksonInject", "ConfigProperty" ->
                "Have the value injected into the bean, by its constructor for example.";
            default -> null;
        };
    }
}
