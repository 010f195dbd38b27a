package io.pocketio.annotation.discovery;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringValueResolver;

/** Resolves placeholders in what annotations say. Confined to the starting thread. */
final class Placeholders {

    private static final String PREFIX = "${";

    private final StringValueResolver resolver;

    Placeholders(StringValueResolver resolver) {
        this.resolver = resolver;
    }

    /** @param failure makes an exception of the reason why a placeholder cannot be resolved */
    String resolve(String text, Function<String, ? extends RuntimeException> failure) {
        if (!text.contains(PREFIX)) {
            return text;
        }
        String resolved;
        try {
            resolved = resolver.resolveStringValue(text);
        } catch (IllegalArgumentException unresolvable) {
            throw failure.apply(String.valueOf(unresolvable.getMessage()));
        }
        return checked(resolved, failure);
    }

    /** A resolver that is not strict leaves what it does not know. */
    private static String checked(@Nullable String resolved, Function<String, ? extends RuntimeException> failure) {
        if (resolved == null || resolved.contains(PREFIX)) {
            throw failure.apply("a placeholder has no value");
        }
        return resolved;
    }
}
