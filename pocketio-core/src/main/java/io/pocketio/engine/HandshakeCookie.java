package io.pocketio.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie with the session id on the handshake response, for load balancers that stick to one. The engine never reads it back.
 *
 * @param name usually {@code io}
 * @param path usually {@code /}
 * @param httpOnly hidden from scripts
 * @param sameSite {@code Strict}, {@code Lax} or {@code None}; {@code null} leaves the attribute out
 * @param secure sent over TLS only
 * @param domain {@code null} leaves the attribute out
 * @param maxAge {@code null} for as long as the browser runs
 * @since 0.1
 */
public record HandshakeCookie(
        String name,
        @Nullable String path,
        boolean httpOnly,
        @Nullable String sameSite,
        boolean secure,
        @Nullable String domain,
        @Nullable Duration maxAge) {

    /** The reference server's: {@code io=<sid>; Path=/; HttpOnly; SameSite=Lax}. */
    public static HandshakeCookie defaults() {
        return new HandshakeCookie("io", "/", true, "Lax", false, null, null);
    }
}
