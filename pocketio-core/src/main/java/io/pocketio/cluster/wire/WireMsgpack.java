package io.pocketio.cluster.wire;

import io.pocketio.json.JsonCodec;
import io.pocketio.msgpack.MsgpackReader;
import io.pocketio.msgpack.MsgpackWriter;
import io.pocketio.protocol.MalformedPacketException;
import io.pocketio.protocol.RenderedArguments;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.msgpack.core.MessagePackException;

/** A message in MessagePack. Confined to its caller. */
public final class WireMsgpack implements WireOutput {

    private final MsgpackWriter out;

    /** @param expected how many bytes there will be, about */
    public WireMsgpack(int expected) {
        out = new MsgpackWriter(expected);
    }

    /**
     * What another node has written.
     *
     * @param codec reads the arguments in it
     * @param bytes not copied
     * @throws MalformedPacketException when it is no MessagePack, is nested too deeply, or holds more binary values than anybody sends
     */
    public static WireValue read(byte[] bytes, JsonCodec codec) {
        MsgpackReader reader = new MsgpackReader(bytes, 0, bytes.length);
        try {
            reader.skip(WireValue.MAX_DEPTH);
        } catch (IOException | MessagePackException malformed) {
            throw new MalformedPacketException("no MessagePack");
        }
        if (!reader.isAtEnd()) {
            throw new MalformedPacketException("trailing bytes");
        }
        return MsgpackValue.of(codec, bytes, 0, bytes.length);
    }

    @Override
    public WireOutput object(int members) {
        return write(writer -> writer.map(members));
    }

    @Override
    public WireOutput array(int elements) {
        return write(writer -> writer.array(elements));
    }

    /** Nothing: it has been told ahead. */
    @Override
    public WireOutput end() {
        return this;
    }

    @Override
    public WireOutput name(String name) {
        return string(name);
    }

    @Override
    public WireOutput string(String text) {
        return write(writer -> writer.string(text));
    }

    @Override
    public WireOutput integer(long number) {
        return write(writer -> writer.integer(number));
    }

    @Override
    public WireOutput bool(boolean value) {
        return write(writer -> writer.bool(value));
    }

    @Override
    public WireOutput nil() {
        return write(MsgpackWriter::nil);
    }

    @Override
    public WireOutput argument(RenderedArguments arguments, int index) {
        return write(writer ->
                writer.json(arguments.json(), arguments.start(index), arguments.end(index), arguments.attachments()));
    }

    @Override
    public byte[] toByteArray() {
        try {
            return out.toByteArray();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private WireOutput write(Writing writing) {
        try {
            writing.to(out);
            return this;
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private interface Writing {

        void to(MsgpackWriter writer) throws IOException;
    }
}
