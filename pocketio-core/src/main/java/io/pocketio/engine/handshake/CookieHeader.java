package io.pocketio.engine.handshake;

import io.pocketio.engine.HandshakeCookie;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the cookie of a handshake. Stateless. */
final class CookieHeader {

    private CookieHeader() {}

    /** The headers that set it: none without a cookie. */
    static Map<String, List<String>> of(@Nullable HandshakeCookie cookie, String sid) {
        return cookie == null ? Map.of() : Map.of("Set-Cookie", List.of(value(cookie, sid)));
    }

    static String value(HandshakeCookie cookie, String sid) {
        StringBuilder header = new StringBuilder(cookie.name()).append('=').append(sid);
        if (cookie.maxAge() != null) {
            header.append("; Max-Age=").append(cookie.maxAge().toSeconds());
        }
        if (cookie.domain() != null) {
            header.append("; Domain=").append(cookie.domain());
        }
        if (cookie.path() != null) {
            header.append("; Path=").append(cookie.path());
        }
        if (cookie.httpOnly()) {
            header.append("; HttpOnly");
        }
        if (cookie.secure()) {
            header.append("; Secure");
        }
        if (cookie.sameSite() != null) {
            header.append("; SameSite=").append(cookie.sameSite());
        }
        return header.toString();
    }
}
