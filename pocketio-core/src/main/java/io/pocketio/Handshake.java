package io.pocketio;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineRequest;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a client said when it came: the HTTP request that opened its connection, and the {@code auth} with which it connected to
 * the namespace. Immutable.
 *
 * @since 0.1
 */
public final class Handshake {

    private final EngineRequest request;
    private final Arguments auth;
    private final long epochMillis;
    private final JsonCodec json;

    /** @param auth has one argument, a JSON object */
    Handshake(EngineRequest request, Arguments auth, long epochMillis, JsonCodec json) {
        this.request = request;
        this.auth = auth;
        this.epochMillis = epochMillis;
        this.json = json;
    }

    /** Of a socket on another node. */
    static Handshake of(SocketDescriptor.Details told, JsonCodec json) {
        EngineRequest request = new EngineRequest(
                "GET",
                told.url(),
                told.query(),
                told.headers(),
                false,
                told.secure(),
                Addresses.parse(told.address()),
                null,
                Context.empty(),
                Mono.empty());
        return new Handshake(request, told.auth(), told.issued(), json);
    }

    /** What can be told to another node. */
    SocketDescriptor.Details describe() {
        return new SocketDescriptor.Details(
                url(), headers(), query(), auth, Addresses.format(address()), secure(), epochMillis);
    }

    /** Bytes of memory that the client's auth holds, about. */
    int authWeight() {
        return auth.weight();
    }

    /** Names in lower case. */
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    /** Of the request's URL, the protocol's own parameters among it. */
    public Map<String, String> query() {
        return request.query();
    }

    /**
     * The client's {@code auth} as a value of the type; an empty object when it sent none.
     *
     * @throws io.pocketio.json.CodecException when it does not fit the type
     */
    public @Nullable Object auth(Type type) {
        return auth.get(0, type);
    }

    /** As {@link #auth(Type)}. */
    public <T> @Nullable T auth(Class<T> type) {
        return auth.get(0, type);
    }

    /**
     * One member of the client's {@code auth}; {@code null} when it is absent or {@code null}.
     *
     * @throws io.pocketio.json.CodecException when it does not fit the type
     */
    public <T> @Nullable T auth(String member, Class<T> type) {
        Map<?, ?> members = auth.get(0, Map.class);
        Object value = members == null ? null : members.get(member);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        return convert(value, type);
    }

    /** By way of JSON: a generic value has no other road to a type of the application. */
    @SuppressWarnings("unchecked")
    private <T> @Nullable T convert(Object value, Class<T> type) {
        Attachments none = new Attachments();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.write(value, out, none);
        return (T) json.read(out.toByteArray(), 0, out.size(), type, none);
    }

    /** {@code null} when not known. */
    public @Nullable InetSocketAddress address() {
        return request.remoteAddress();
    }

    /** When the client asked to be connected to the namespace. */
    public Instant time() {
        return Instant.ofEpochMilli(epochMillis);
    }

    /** Whether the request came over TLS. */
    public boolean secure() {
        return request.secure();
    }

    /** Path and query, undecoded. */
    public String url() {
        return request.uri();
    }

    /** The authenticated user of the HTTP request. */
    public @Nullable Principal principal() {
        return request.principal();
    }

    /** Reactor's context of the HTTP request. */
    public ContextView context() {
        return request.context();
    }
}
