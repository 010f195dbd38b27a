package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.EngineSession;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.budget.InboundBudget;
import io.pocketio.engine.legacy.LegacySession;
import io.pocketio.engine.polling.PolledSession;
import io.pocketio.engine.polling.PollingTransport;
import io.pocketio.engine.transport.TransportHost;
import io.pocketio.engine.transport.WebSocketTransport;
import org.jspecify.annotations.Nullable;

/** A session as its server and its own parts see it. Confined to its lane, unless a method says otherwise. */
interface LiveSession extends EngineSession, PolledSession, LegacySession, TransportHost {

    @Override
    default TransportType transport() {
        return carrier().type();
    }

    @Override
    default @Nullable PollingTransport polling() {
        return carrier() instanceof PollingTransport polling ? polling : null;
    }

    /** What waits of the client's messages; made when first asked for, as most clients are handled at once. Any thread. */
    InboundBudget.Share inbound();

    /** Not at once: whoever counts is in the middle of something. */
    @Override
    default void holds(long bytes) {
        if (bytes != 0 && !inbound().change(bytes)) {
            post(() -> end(CloseReason.INBOUND_OVERFLOW, null));
        }
    }

    @Override
    default void holdsInHand(long bytes) {
        if (bytes != 0 && !inbound().changeInHand(bytes)) {
            post(() -> end(CloseReason.INBOUND_OVERFLOW, null));
        }
    }

    @Override
    default void giveUp() {
        end(CloseReason.TRANSPORT_CLOSE, null);
    }

    /** Whether something that the client has sent has come, and waits for its turn. In the lane. */
    default boolean hasUnread() {
        return carrier().hasUnread();
    }

    /** Messages that have come. Any thread may ask, and need not see the latest. */
    long messages();

    /**
     * A WebSocket has come for this session, which is open already. In the channel's lane.
     *
     * @return whom the binding tells what happens on it
     */
    FrameListener probe(FrameChannel channel);

    /** The client has moved. In the lane. */
    void upgraded(PollingTransport from, WebSocketTransport to);

    /** The client is not to move, or has not in time. In the lane. */
    void abandonUpgrade();
}
