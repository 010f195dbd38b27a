package io.pocketio.server.socket;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.engine.EngineRequest;
import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Makes the handshakes of sockets. Thread-safe. */
public final class HandshakeFactory {

    private final JsonCodec json;
    private final LongSupplier clock;

    /** Of clients that send none. */
    private final Arguments emptyAuth;

    /** @param clock milliseconds since 1970 */
    public HandshakeFactory(JsonCodec json, LongSupplier clock) {
        this.json = json;
        this.clock = clock;
        this.emptyAuth = emptyObject(json);
    }

    /** As if a client had sent it, so that it is read in the same way. */
    private static Arguments emptyObject(JsonCodec json) {
        return Arguments.ofJson(json, "[{}]".getBytes(StandardCharsets.US_ASCII), new Attachments(), 2);
    }

    /** Of a client that asks to be connected. */
    public DefaultHandshake of(EngineRequest request, Arguments auth) {
        return new DefaultHandshake(request, auth.size() == 0 ? emptyAuth : auth, clock.getAsLong(), json);
    }

    /**
     * Of an older client that asks to be connected.
     *
     * @param query that it wrote behind the namespace's name, one map of strings; none when it wrote none
     */
    public DefaultHandshake ofQuery(EngineRequest request, Arguments query) {
        return query.size() == 0 ? of(request, query) : new QueryHandshake(request, query, clock.getAsLong(), json);
    }

    /** Of a socket on another node. */
    public DefaultHandshake of(SocketDescriptor.Details told) {
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
        return new DefaultHandshake(request, told.auth(), told.issued(), json);
    }
}
