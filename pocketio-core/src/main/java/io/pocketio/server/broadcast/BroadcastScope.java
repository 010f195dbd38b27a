package io.pocketio.server.broadcast;

import io.pocketio.Handshake;
import io.pocketio.Namespace;
import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.lane.TimeSource;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A namespace as its broadcasts see it. Thread-safe. */
public interface BroadcastScope {

    String name();

    /** Another namespace of the same server. */
    Namespace of(String namespace);

    Adapter adapter();

    /** What is known of how a socket that was found came: of one of this node all, of another what its node tells. */
    Handshake handshake(SocketDescriptor found);

    /**
     * Arguments that are sent: what looks at them on their way gets them converted as those of clients are.
     *
     * @throws IllegalArgumentException when there is no array
     */
    Arguments outgoing(@Nullable Object[] values);

    /** How long answers are waited for, unless a broadcast says it. */
    Duration ackTimeout();

    /** Runs what happens later and belongs to no session. */
    TimeSource time();
}
