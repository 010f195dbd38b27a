package io.pocketio.server.namespace;

import io.pocketio.SocketIoServer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of the form of a path, some segments of which are variables. Immutable. */
final class PathTemplate {

    private final String template;
    private final String[] segments;

    private PathTemplate(String template, String[] segments) {
        this.template = template;
        this.segments = segments;
    }

    /** @throws IllegalArgumentException see {@link SocketIoServer#ofTemplate} */
    static PathTemplate parse(String template) {
        String[] segments = template.split("/", -1);
        Set<String> variables = new HashSet<>();
        for (String segment : segments) {
            if (isVariable(segment)) {
                if (!variables.add(variable(segment))) {
                    throw unusable(template, "has " + segment + " twice");
                }
            } else if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
                throw unusable(template, "may have braces around whole segments with a name in them only");
            }
        }
        if (variables.isEmpty()) {
            throw unusable(template, "has no variable: a namespace of a fixed name is made by of(String)");
        }
        return new PathTemplate(template, segments);
    }

    private static boolean isVariable(String segment) {
        return segment.length() > 2
                && segment.startsWith("{")
                && segment.indexOf('{', 1) < 0
                && segment.indexOf('}') == segment.length() - 1;
    }

    private static String variable(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    private static IllegalArgumentException unusable(String template, String why) {
        return new IllegalArgumentException("The template \"" + template + "\" " + why);
    }

    /** The values of the variables; {@code null} when the name is of another form. */
    @Nullable
    Map<String, String> match(String name) {
        String[] values = name.split("/", -1);
        if (values.length != segments.length) {
            return null;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            if (isVariable(segments[i])) {
                if (values[i].isEmpty()) {
                    return null;
                }
                variables.put(variable(segments[i]), values[i]);
            } else if (!segments[i].equals(values[i])) {
                return null;
            }
        }
        return Collections.unmodifiableMap(variables);
    }

    /** The same for templates that match the same names. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (String segment : segments) {
            shape.append('/').append(isVariable(segment) ? "{}" : segment);
        }
        return shape.toString();
    }

    @Override
    public String toString() {
        return template;
    }
}
