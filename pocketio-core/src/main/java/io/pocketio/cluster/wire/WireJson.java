package io.pocketio.cluster.wire;

import io.pocketio.engine.packet.Utf8;
import io.pocketio.json.JsonCodec;
import io.pocketio.json.Placeholders;
import io.pocketio.protocol.JsonScanner;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.PacketBuffer;
import io.pocketio.protocol.RenderedArguments;
import java.util.Arrays;
import java.util.BitSet;

/** A message in JSON, as JavaScript writes it: a binary value becomes an object with an array of its bytes. Confined to its caller. */
public final class WireJson implements WireOutput {

    private static final int NO_HEAD = 0;

    private final PacketBuffer json = new PacketBuffer(NO_HEAD);

    /** Which of the open objects and arrays are objects, by how many are open around them. */
    private final BitSet objects = new BitSet();

    private int depth;

    /**
     * What another node has written.
     *
     * @param codec reads the arguments in it
     * @param json not copied
     * @throws MalformedPacketException when it is no JSON, or nested too deeply
     */
    public static WireValue read(byte[] json, JsonCodec codec) {
        boolean isUtf8 = Utf8.isValid(json, 0, json.length);
        int end = isUtf8 ? JsonScanner.end(json, 0, json.length, WireValue.MAX_DEPTH) : JsonScanner.INVALID;
        if (end < 0) {
            throw new MalformedPacketException("no JSON");
        }
        return new JsonValue(codec, json, 0, end);
    }

    @Override
    public WireOutput object(int members) {
        return open('{');
    }

    @Override
    public WireOutput array(int elements) {
        return open('[');
    }

    private WireOutput open(char bracket) {
        separate();
        json.write(bracket);
        objects.set(depth++, bracket == '{');
        return this;
    }

    @Override
    public WireOutput end() {
        json.write(objects.get(--depth) ? '}' : ']');
        return this;
    }

    @Override
    public WireOutput name(String name) {
        separate();
        json.quoted(name);
        json.write(':');
        return this;
    }

    @Override
    public WireOutput string(String text) {
        separate();
        json.quoted(text);
        return this;
    }

    @Override
    public WireOutput integer(long number) {
        return literal(Long.toString(number));
    }

    @Override
    public WireOutput bool(boolean value) {
        return literal(Boolean.toString(value));
    }

    @Override
    public WireOutput nil() {
        return literal("null");
    }

    private WireOutput literal(String text) {
        separate();
        json.ascii(text);
        return this;
    }

    @Override
    public WireOutput argument(RenderedArguments arguments, int index) {
        separate();
        byte[] source = arguments.json();
        int start = arguments.start(index);
        int at = start;
        if (!arguments.attachments().isEmpty()) {
            Placeholders placeholders = Placeholders.find(source, start, arguments.end(index) - start)
                    .firstOfEach(arguments.attachments().size());
            for (int i = 0; i < placeholders.size(); i++) {
                json.write(source, at, start + placeholders.start(i) - at);
                buffer(arguments.attachments().get(placeholders.number(i)));
                at = start + placeholders.end(i);
            }
        }
        json.write(source, at, arguments.end(index) - at);
        return this;
    }

    private void buffer(byte[] bytes) {
        json.ascii("{\"type\":\"Buffer\",\"data\":[");
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0) {
                json.write(',');
            }
            json.ascii(Integer.toString(bytes[i] & 0xff));
        }
        json.ascii("]}");
    }

    /** A comma, unless what comes is the first of its object or array, or of the text, or is a member's value. */
    private void separate() {
        int length = json.length();
        byte last = length == 0 ? (byte) '[' : json.array()[json.start() + length - 1];
        if (last != '[' && last != '{' && last != ':') {
            json.write(',');
        }
    }

    @Override
    public byte[] toByteArray() {
        return Arrays.copyOfRange(json.array(), json.start(), json.start() + json.length());
    }
}
