package io.pocketio.cluster.wire;

import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.RenderedArguments;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket as one node describes it to another, {@code {id, handshake, rooms, data}}. A header of several values is one string, as in
 * Node. What a node leaves out is empty. Stateless.
 */
public final class DescriptorForm {

    /** As a date of JavaScript is printed. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd uuuu HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private DescriptorForm() {}

    /**
     * @param codec writes what the application keeps about the client
     * @throws io.pocketio.json.CodecException when it cannot
     */
    public static void write(WireOutput out, SocketDescriptor socket, JsonCodec codec) {
        out.object(4);
        out.name("id").string(socket.id());
        out.name("handshake");
        writeHandshake(out, socket.handshake(), codec);
        out.name("rooms").strings(socket.rooms());
        out.name("data").argument(RenderedArguments.of(Arguments.of(socket.data()), codec), 0);
        out.end();
    }

    private static void writeHandshake(WireOutput out, SocketDescriptor.Details handshake, JsonCodec codec) {
        out.object(9);
        out.name("headers").object(handshake.headers().size());
        handshake.headers().forEach((name, values) -> out.name(name).string(joined(name, values)));
        out.end();
        out.name("time").string(TIME.format(Instant.ofEpochMilli(handshake.issued())));
        out.name("address").string(Objects.requireNonNullElse(handshake.address(), ""));
        out.name("xdomain").bool(false);
        out.name("secure").bool(handshake.secure());
        out.name("issued").integer(handshake.issued());
        out.name("url").string(handshake.url());
        out.name("query").object(handshake.query().size());
        handshake.query().forEach((name, value) -> out.name(name).string(value));
        out.end();
        out.name("auth");
        writeAuth(out, handshake.auth(), codec);
        out.end();
    }

    private static String joined(String header, List<String> values) {
        return String.join(header.equals("cookie") ? "; " : ", ", values);
    }

    private static void writeAuth(WireOutput out, Arguments auth, JsonCodec codec) {
        if (auth.size() == 0) {
            out.object(0).end();
        } else {
            out.argument(RenderedArguments.of(auth, codec), 0);
        }
    }

    /**
     * @param codec reads what the application keeps about the client
     * @throws MalformedPacketException when there is no id
     */
    public static SocketDescriptor read(WireValue socket, JsonCodec codec) {
        WireValue[] members = socket.members("id", "handshake", "rooms", "data");
        String id = members[0].text();
        if (id == null) {
            throw new MalformedPacketException("invalid payload");
        }
        return new SocketDescriptor(id, members[2].names(), map(members[3]), readHandshake(members[1], codec));
    }

    private static SocketDescriptor.Details readHandshake(WireValue handshake, JsonCodec codec) {
        WireValue[] members = handshake.members("url", "headers", "query", "auth", "address", "secure", "issued");
        WireValue auth = members[3];
        String address = members[4].text();
        return new SocketDescriptor.Details(
                textOf(members[0].text()),
                headers(map(members[1])),
                query(map(members[2])),
                auth.isObject() ? auth.argument() : Arguments.ofValues(codec, Map.of()),
                address == null || address.isEmpty() ? null : address,
                members[5].isTrue(),
                members[6].integer(0));
    }

    @SuppressWarnings("unchecked") // all objects of JSON are such maps
    private static Map<String, Object> map(WireValue value) {
        Object map = value.isObject() ? value.argument().get(0, Map.class) : null;
        return map == null ? Map.of() : (Map<String, Object>) map;
    }

    private static Map<String, List<String>> headers(Map<String, Object> map) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        map.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), texts(value)));
        return headers;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(DescriptorForm::textOf).toList()
                : List.of(textOf(value));
    }

    /** A parameter that comes several times is an array in Node; its last value counts. */
    private static Map<String, String> query(Map<String, Object> map) {
        Map<String, String> query = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            List<String> texts = texts(value);
            query.put(name, texts.isEmpty() ? "" : texts.get(texts.size() - 1));
        });
        return query;
    }

    private static String textOf(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
