package io.pocketio.server.socket;

import io.pocketio.Handshake;
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
import reactor.util.context.ContextView;

/** A handshake as this node knows it: of a client of its own, or as another node tells of it. Immutable. */
public class DefaultHandshake implements Handshake {

    private final EngineRequest request;
    private final Arguments auth;
    private final long epochMillis;
    private final JsonCodec json;

    /** @param auth has one argument, a JSON object */
    DefaultHandshake(EngineRequest request, Arguments auth, long epochMillis, JsonCodec json) {
        this.request = request;
        this.auth = auth;
        this.epochMillis = epochMillis;
        this.json = json;
    }

    /** What can be told to another node. */
    SocketDescriptor.Details describe() {
        return new SocketDescriptor.Details(
                url(), headers(), query(), auth, Addresses.format(address()), secure(), epochMillis);
    }

    /** Bytes of memory that the client's auth holds, about. */
    public int authWeight() {
        return auth.weight();
    }

    @Override
    public Map<String, List<String>> headers() {
        return request.headers();
    }

    @Override
    public Map<String, String> query() {
        return request.query();
    }

    @Override
    public @Nullable Object auth(Type type) {
        return auth.get(0, type);
    }

    @Override
    public <T> @Nullable T auth(Class<T> type) {
        return auth.get(0, type);
    }

    @Override
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

    @Override
    public @Nullable InetSocketAddress address() {
        return request.remoteAddress();
    }

    @Override
    public Instant time() {
        return Instant.ofEpochMilli(epochMillis);
    }

    @Override
    public boolean secure() {
        return request.secure();
    }

    @Override
    public String url() {
        return request.uri();
    }

    @Override
    public @Nullable Principal principal() {
        return request.principal();
    }

    @Override
    public ContextView context() {
        return request.context();
    }
}
