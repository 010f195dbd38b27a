package io.pocketio.cluster.wire;

import io.pocketio.json.Attachments;
import io.pocketio.json.JsonCodec;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.JsonArguments;
import io.pocketio.protocol.JsonScanner;
import io.pocketio.protocol.NameCache;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value in JSON that is known to be valid. Immutable.
 *
 * @param codec reads the arguments in it
 * @param json holds the value from {@code from} to {@code to}
 */
record JsonValue(JsonCodec codec, byte[] json, int from, int to) implements WireValue {

    private static final Attachments NO_ATTACHMENTS = new Attachments();

    @Override
    public boolean isAbsent() {
        return false;
    }

    @Override
    public boolean isNull() {
        return first() == 'n';
    }

    @Override
    public boolean isObject() {
        return first() == '{';
    }

    @Override
    public boolean isArray() {
        return first() == '[';
    }

    @Override
    public boolean isTrue() {
        return switch (first()) {
            case 'n', 'f' -> false;
            case '"' -> json[from + 1] != '"';
            case 't', '{', '[' -> true;
            default -> number() != 0;
        };
    }

    private byte first() {
        return json[from];
    }

    @Override
    public WireValue[] members(String... names) {
        WireValue[] values = Absent.values(names.length);
        if (isObject()) {
            int[] bounds = JsonScanner.members(json, from, to, names);
            for (int i = 0; i < values.length; i++) {
                if (bounds[2 * i + 1] > 0) {
                    values[i] = new JsonValue(codec, json, bounds[2 * i], bounds[2 * i + 1]);
                }
            }
        }
        return values;
    }

    @Override
    public WireValue[] elements(int count) {
        WireValue[] values = Absent.values(count);
        if (isArray()) {
            int[] bounds = bounds();
            for (int i = 0; i < Math.min(count, bounds[0]); i++) {
                values[i] = element(bounds, i);
            }
        }
        return values;
    }

    @Override
    public void forEachElement(Consumer<WireValue> element) {
        if (isArray()) {
            int[] bounds = bounds();
            for (int i = 0; i < bounds[0]; i++) {
                element.accept(element(bounds, i));
            }
        }
    }

    private int[] bounds() {
        return Objects.requireNonNull(JsonScanner.elements(json, from, to, MAX_DEPTH));
    }

    private WireValue element(int[] bounds, int index) {
        return new JsonValue(codec, json, bounds[2 * index + 1], bounds[2 * index + 2]);
    }

    @Override
    public @Nullable String text() {
        return first() == '"' ? NameCache.unquoted(json, from, to) : null;
    }

    @Override
    public @Nullable String name() {
        return isNumber() ? JavaScriptNumber.text(number()) : text();
    }

    @Override
    public long integer(long otherwise) {
        return isNumber() ? (long) number() : otherwise;
    }

    private boolean isNumber() {
        byte first = first();
        return first == '-' || first >= '0' && first <= '9';
    }

    private double number() {
        return Double.parseDouble(new String(json, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public @Nullable Arguments arguments(int skipped) {
        int[] bounds = isArray() ? bounds() : null;
        return bounds == null || bounds[0] < skipped
                ? null
                : new JsonArguments(codec, json, bounds, skipped, NO_ATTACHMENTS);
    }

    @Override
    public Arguments argument() {
        return new JsonArguments(codec, json, new int[] {1, from, to}, 0, NO_ATTACHMENTS);
    }
}
