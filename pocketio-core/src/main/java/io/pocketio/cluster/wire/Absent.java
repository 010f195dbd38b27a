package io.pocketio.cluster.wire;

import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A value that is not there. */
final class Absent implements WireValue {

    static final WireValue VALUE = new Absent();

    private Absent() {}

    /** So many. */
    static WireValue[] values(int count) {
        WireValue[] values = new WireValue[count];
        Arrays.fill(values, VALUE);
        return values;
    }

    @Override
    public boolean isAbsent() {
        return true;
    }

    @Override
    public boolean isNull() {
        return false;
    }

    @Override
    public boolean isObject() {
        return false;
    }

    @Override
    public boolean isArray() {
        return false;
    }

    @Override
    public boolean isTrue() {
        return false;
    }

    @Override
    public WireValue[] members(String... names) {
        return values(names.length);
    }

    @Override
    public WireValue[] elements(int count) {
        return values(count);
    }

    @Override
    public void forEachElement(Consumer<WireValue> element) {}

    @Override
    public @Nullable String text() {
        return null;
    }

    @Override
    public @Nullable String name() {
        return null;
    }

    @Override
    public long integer(long otherwise) {
        return otherwise;
    }

    @Override
    public @Nullable Arguments arguments(int skipped) {
        return null;
    }

    @Override
    public Arguments argument() {
        return Packet.NO_ARGUMENTS;
    }
}
