package io.pocketio.autoconfigure;

import io.pocketio.protocol.PacketCodec;
import io.pocketio.server.Parser;
import io.pocketio.server.SocketIoServerBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** A bean that encodes packets, or else the parser that a property names. */
final class ParserChoice {

    private static final String MSGPACK_LIBRARY = "org.msgpack.core.MessagePack";

    private ParserChoice() {}

    static void addTo(SocketIoServerBuilder builder, PocketIoProperties properties, @Nullable PacketCodec bean) {
        if (bean != null) {
            builder.packetCodec(json -> bean);
            return;
        }
        // before the core finds out, which does not know of properties
        if (properties.parser() == Parser.MSGPACK && !ClassUtils.isPresent(MSGPACK_LIBRARY, null)) {
            throw PocketIoProperties.invalid(
                    "parser", "msgpack", "It needs the dependency org.msgpack:msgpack-core, which is missing.");
        }
        builder.parser(properties.parser());
    }
}
