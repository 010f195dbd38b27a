package io.pocketio.cluster.wire;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.MalformedPacketException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom something is for, and how it is sent: {@code {rooms, except, flags}}. Stateless. */
public final class TargetForm {

    private TargetForm() {}

    /** As nodes write it. */
    public static void write(WireOutput out, BroadcastTarget target) {
        out.object(3);
        writeRooms(out, target);
        writeFlags(out, target.flags(), null);
        out.end();
    }

    /** With how long the sender waits for answers. */
    public static void write(WireOutput out, BroadcastTarget target, Duration timeout) {
        out.object(3);
        writeRooms(out, target);
        writeFlags(out, target.flags(), timeout);
        out.end();
    }

    /** Without flags. */
    public static void writeWithoutFlags(WireOutput out, BroadcastTarget target) {
        out.object(2);
        writeRooms(out, target);
        out.end();
    }

    /** As emitters write it. */
    public static void writeFlagsAhead(WireOutput out, BroadcastTarget target) {
        out.object(3);
        out.name("rooms").strings(target.rooms());
        writeFlags(out, target.flags(), null);
        out.name("except").strings(target.except());
        out.end();
    }

    private static void writeRooms(WireOutput out, BroadcastTarget target) {
        out.name("rooms").strings(target.rooms());
        out.name("except").strings(target.except());
    }

    private static void writeFlags(WireOutput out, BroadcastFlags flags, @Nullable Duration timeout) {
        int count = (flags.isVolatile() ? 1 : 0) + (flags.compress() ? 0 : 1) + (timeout == null ? 0 : 1);
        out.name("flags").object(count);
        if (flags.isVolatile()) {
            out.name("volatile").bool(true);
        }
        if (!flags.compress()) {
            out.name("compress").bool(false);
        }
        if (timeout != null) {
            out.name("timeout").integer(timeout.toMillis());
        }
        out.end();
    }

    /**
     * What is not there means all, nothing excepted, as usual.
     *
     * @throws MalformedPacketException when rooms are named in a way that is nobody's: that must not reach all
     */
    public static BroadcastTarget read(WireValue target) {
        WireValue[] members = target.members("rooms", "except", "flags");
        WireValue[] flags = members[2].members("volatile", "compress");
        boolean compress = flags[1].isAbsent() || flags[1].isNull() || flags[1].isTrue();
        return new BroadcastTarget(
                names(members[0]), names(members[1]), new BroadcastFlags(flags[0].isTrue(), false, compress));
    }

    private static Set<String> names(WireValue rooms) {
        Set<String> names = rooms.names();
        boolean isNobodys = names.isEmpty()
                && !rooms.isAbsent()
                && !rooms.isNull()
                && (!rooms.isArray() || !rooms.elements(1)[0].isAbsent());
        if (isNobodys) {
            throw new MalformedPacketException("rooms that are no names");
        }
        return names;
    }

    /** How long the sender waits for answers; zero when it does not say so. */
    public static Duration timeout(WireValue target) {
        WireValue flags = target.members("flags")[0];
        return Duration.ofMillis(Math.max(0, flags.members("timeout")[0].integer(0)));
    }
}
