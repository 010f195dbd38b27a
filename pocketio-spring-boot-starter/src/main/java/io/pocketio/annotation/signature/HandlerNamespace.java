package io.pocketio.annotation.signature;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the handlers of a bean belong to: a namespace, or all namespaces that a template describes. Immutable.
 *
 * @param name starts with a slash
 * @param variables of the template, in their order
 */
public record HandlerNamespace(String name, Set<String> variables) {

    /** Of an advice, whose methods answer for any namespace. */
    public static final HandlerNamespace ANY = new HandlerNamespace("*", Set.of());

    /** Of a class that says nothing. */
    public static final HandlerNamespace MAIN = new HandlerNamespace("/", Set.of());

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]*)\\}");

    /** @param name with or without a slash at its start */
    public static HandlerNamespace of(String name) {
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

    public boolean isTemplate() {
        return name.indexOf('{') >= 0 || name.indexOf('}') >= 0;
    }
}
