package io.pocketio.annotation.support;

import io.pocketio.NamespaceHandlers;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketController;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What the handlers of a bean belong to: a namespace, or all namespaces that a template describes. Immutable.
 *
 * @param name starts with a slash
 * @param variables of the template, in their order
 */
record HandlerNamespace(String name, Set<String> variables) {

    /** Of an advice, whose methods answer for any namespace. */
    static final HandlerNamespace ANY = new HandlerNamespace("*", Set.of());

    private static final HandlerNamespace MAIN = new HandlerNamespace("/", Set.of());
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]*)\\}");

    /** @throws InvalidSocketHandlerException when a placeholder has no value */
    static HandlerNamespace of(Class<?> beanType, Placeholders placeholders) {
        SocketController controller = AnnotatedElementUtils.findMergedAnnotation(beanType, SocketController.class);
        if (controller == null) {
            return MAIN;
        }
        String name = placeholders.resolve(
                controller.namespace(), reason -> invalid(controller.namespace(), beanType, reason, null));
        return new HandlerNamespace(name.startsWith("/") ? name : '/' + name, variablesOf(name));
    }

    private static Set<String> variablesOf(String name) {
        Set<String> variables = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(name);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
        return Collections.unmodifiableSet(variables);
    }

    boolean isTemplate() {
        return name.indexOf('{') >= 0 || name.indexOf('}') >= 0;
    }

    /** @throws InvalidSocketHandlerException when there can be no such namespace */
    NamespaceHandlers on(SocketIoServer server, Class<?> beanType) {
        try {
            return isTemplate() ? server.ofTemplate(name) : server.of(name);
        } catch (IllegalArgumentException failure) {
            throw invalid(name, beanType, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static InvalidSocketHandlerException invalid(
            String name, Class<?> beanType, String reason, @Nullable Throwable cause) {
        return new InvalidSocketHandlerException(
                "The namespace '" + name + "' of the @SocketController " + beanType.getName() + " makes no sense: "
                        + reason + ".",
                "Name a namespace such as /chat, or a template such as /tenants/{tenant}; and give placeholders"
                        + " (${…}) a value in the application's properties.",
                cause);
    }
}
