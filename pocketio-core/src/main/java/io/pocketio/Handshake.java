package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** SKETCH: signatures are final, bodies follow. What a client said when it came: the HTTP request, and {@code auth}. Immutable. */
public final class Handshake {

    private Handshake() {}

    /** Names in lower case. */
    public Map<String, List<String>> headers() {
        throw new AssertionError();
    }

    /** Of the request's URL, the protocol's own parameters among it. */
    public Map<String, String> query() {
        throw new AssertionError();
    }

    /** The client's {@code auth} as a value of the type; an empty object when it sent none. */
    public @Nullable Object auth(Type type) {
        throw new AssertionError();
    }

    public <T> @Nullable T auth(Class<T> type) {
        throw new AssertionError();
    }

    /** One member of the client's {@code auth}; {@code null} when it is absent. */
    public <T> @Nullable T auth(String member, Class<T> type) {
        throw new AssertionError();
    }

    /** {@code null} when not known. */
    public @Nullable InetSocketAddress address() {
        throw new AssertionError();
    }

    public Instant time() {
        throw new AssertionError();
    }

    public boolean secure() {
        throw new AssertionError();
    }

    /** Path and query, undecoded. */
    public String url() {
        throw new AssertionError();
    }

    /** The authenticated user of the HTTP request. */
    public @Nullable Principal principal() {
        throw new AssertionError();
    }

    /** Reactor's context of the HTTP request. */
    public ContextView context() {
        throw new AssertionError();
    }

    Arguments auth() {
        throw new AssertionError();
    }
}
