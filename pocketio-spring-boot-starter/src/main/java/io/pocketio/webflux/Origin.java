package io.pocketio.webflux;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a page comes from, or where a request went to: host and port, and whether by TLS. Immutable.
 *
 * @param port the scheme's own when none is named
 */
record Origin(String host, int port, boolean portNamed, Security security) {

    private static final Set<String> PLAIN_SCHEMES = Set.of("http", "ws");
    private static final Set<String> SECURE_SCHEMES = Set.of("https", "wss");

    private static final String SEPARATOR = "://";

    private static final int PLAIN_PORT = 80;
    private static final int SECURE_PORT = 443;

    /** What a scheme says. */
    enum Security {
        PLAIN,
        SECURE,
        UNKNOWN
    }

    /**
     * Of what a client says: {@code null} when that is no origin of a web page, such as {@code null}. Some clients leave out the
     * scheme, others name that of a WebSocket.
     */
    static @Nullable Origin of(String header) {
        int colon = header.indexOf(SEPARATOR);
        Security security = colon < 0 ? Security.UNKNOWN : security(header.substring(0, colon));
        if (colon >= 0 && security == Security.UNKNOWN || header.equals("null")) {
            return null;
        }
        return of(security, beforePath(header.substring(colon < 0 ? 0 : colon + SEPARATOR.length())));
    }

    /** Of a request, as proxies have said it where the application believes them. */
    static @Nullable Origin of(URI uri) {
        String authority = uri.getRawAuthority();
        String scheme = uri.getScheme();
        return authority == null || scheme == null ? null : of(security(scheme), authority);
    }

    /** Whether the header is, letter for letter, how most clients write the origin of the request. */
    static boolean isWritten(String header, URI request) {
        String scheme = request.getScheme();
        String authority = request.getRawAuthority();
        return scheme != null
                && authority != null
                && header.length() == scheme.length() + SEPARATOR.length() + authority.length()
                && header.startsWith(scheme)
                && header.startsWith(SEPARATOR, scheme.length())
                && header.endsWith(authority);
    }

    static boolean isSecure(String scheme) {
        return security(scheme) == Security.SECURE;
    }

    private static Security security(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (SECURE_SCHEMES.contains(lower)) {
            return Security.SECURE;
        }
        return PLAIN_SCHEMES.contains(lower) ? Security.PLAIN : Security.UNKNOWN;
    }

    private static String beforePath(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static @Nullable Origin of(Security security, String authority) {
        int colon = authority.lastIndexOf(':');
        boolean portNamed = colon > authority.lastIndexOf(']'); // not within an IPv6 address
        String host = portNamed ? authority.substring(0, colon) : authority;
        if (host.isEmpty()) {
            return null;
        }
        int port = security == Security.SECURE ? SECURE_PORT : PLAIN_PORT;
        if (portNamed) {
            try {
                port = Integer.parseInt(authority, colon + 1, authority.length(), 10);
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }
        return new Origin(host.toLowerCase(Locale.ROOT), port, portNamed, security);
    }

    /**
     * Whether a page from here may take what it asks for there as its own: host and port are the same. A page that came by TLS may ask
     * for what seems to come without, since TLS often ends at a proxy; the other way round it may not.
     */
    boolean isThatOf(Origin request) {
        boolean samePort = port == request.port || !portNamed && !request.portNamed;
        boolean lessSecure = security == Security.PLAIN && request.security == Security.SECURE;
        return samePort && !lessSecure && host.equals(request.host);
    }
}
