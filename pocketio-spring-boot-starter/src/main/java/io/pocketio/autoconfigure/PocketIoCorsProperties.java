package io.pocketio.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Which pages of other origins may connect. Unless origins are named, none may open a WebSocket, or read what it asks for over
 * polling. Immutable.
 *
 * @param allowedOrigins Origins to allow, '*' for all; exclusive with credentials, then use patterns.
 * @param allowedOriginPatterns Patterns of origins to allow, such as 'https://*.example.com'.
 * @param allowedMethods HTTP methods to allow, '*' for all; GET, HEAD and POST unless set.
 * @param allowedHeaders Request headers to allow, '*' for all, which is the case unless set.
 * @param exposedHeaders Response headers that pages may read.
 * @param allowCredentials Whether browsers may send cookies and HTTP authentication.
 * @param maxAge How long browsers may keep the answer to a preflight request.
 * @since 0.1
 */
public record PocketIoCorsProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> allowedOriginPatterns,
        @DefaultValue List<String> allowedMethods,
        @DefaultValue List<String> allowedHeaders,
        @DefaultValue List<String> exposedHeaders,
        @DefaultValue("false") boolean allowCredentials,
        @DefaultValue("1800s") Duration maxAge) {

    public PocketIoCorsProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedOriginPatterns = List.copyOf(allowedOriginPatterns);
        allowedMethods = List.copyOf(allowedMethods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposedHeaders = List.copyOf(exposedHeaders);
    }

    /** See {@link PocketIoProperties#validate}. */
    void validate() {
        if (allowCredentials && allowedOrigins.contains(CorsConfiguration.ALL)) {
            throw PocketIoProperties.invalid(
                    "cors.allowed-origins",
                    allowedOrigins,
                    "Browsers do not send credentials to all origins: name them, or use allowed-origin-patterns.");
        }
        if (maxAge.isNegative()) {
            throw PocketIoProperties.invalid("cors.max-age", maxAge, "It must not be negative.");
        }
    }

    /** {@code null} when no origin is named. */
    @Nullable
    CorsConfiguration toCorsConfiguration() {
        if (allowedOrigins.isEmpty() && allowedOriginPatterns.isEmpty()) {
            return null;
        }
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(orNull(allowedOrigins));
        configuration.setAllowedOriginPatterns(orNull(allowedOriginPatterns));
        configuration.setAllowedMethods(orNull(allowedMethods));
        configuration.setAllowedHeaders(orNull(allowedHeaders));
        configuration.setExposedHeaders(orNull(exposedHeaders));
        configuration.setAllowCredentials(allowCredentials);
        configuration.setMaxAge(maxAge);
        return configuration.applyPermitDefaultValues();
    }

    /** Spring's way to say "unless set". */
    private static @Nullable List<String> orNull(List<String> values) {
        return values.isEmpty() ? null : values;
    }
}
