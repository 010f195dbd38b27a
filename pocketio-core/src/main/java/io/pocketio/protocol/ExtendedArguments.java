package io.pocketio.protocol;

import io.pocketio.json.Attachments;
import io.pocketio.json.CodecException;
import io.pocketio.json.JsonCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Arguments and a string behind them, which is the protocol's and does not pass through the application's mapper. */
final class ExtendedArguments extends Arguments {

    private final Arguments arguments;
    private final String last;

    ExtendedArguments(Arguments arguments, String last) {
        this.arguments = arguments;
        this.last = last;
        requirePlain(last);
    }

    private static void requirePlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character <= ' ' || character > '~' || character == '"' || character == '\\') {
                throw new IllegalArgumentException("Not plain: " + text);
            }
        }
    }

    @Override
    public int size() {
        return arguments.size() + 1;
    }

    private boolean isLast(int index) {
        return index == arguments.size();
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        if (!isLast(index)) {
            return arguments.get(index, type);
        }
        if (type instanceof Class<?> wanted && !wanted.isInstance(last)) {
            throw new CodecException("A string is no " + type.getTypeName());
        }
        return last;
    }

    @Override
    public boolean isNull(int index) {
        return !isLast(index) && arguments.isNull(index);
    }

    @Override
    public void write(int index, JsonCodec codec, OutputStream out, Attachments attachments) throws IOException {
        if (isLast(index)) {
            out.write('"');
            out.write(last.getBytes(StandardCharsets.US_ASCII));
            out.write('"');
        } else {
            arguments.write(index, codec, out, attachments);
        }
    }
}
