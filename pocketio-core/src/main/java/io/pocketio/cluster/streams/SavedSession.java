package io.pocketio.cluster.streams;

import io.pocketio.adapter.RecoverableSession;
import io.pocketio.cluster.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is kept where all nodes find it. Immutable.
 *
 * @param isLive its socket may be connected still: it was kept ahead, in case that its node ends without warning
 * @param knowsPositions whether the session says where the client was, which nodes of Node do not
 */
record SavedSession(RecoverableSession session, boolean isLive, boolean knowsPositions) {

    /**
     * Up to where the client has everything.
     *
     * @param offset of the last event that the client says it has got; {@code null} when it says nothing
     * @return {@code null} when that is no position
     */
    @Nullable
    StreamId start(@Nullable String offset) {
        StreamId said = offset == null ? StreamId.BEGINNING : StreamId.parse(offset);
        if (said == null || !knowsPositions) {
            return offset == null ? null : said;
        }
        // a client that has received nothing yet may send an offset that it has left of an earlier session
        StreamId received = StreamId.later(said, position(session.since()));
        String last = session.last();
        boolean hasAll = last == null || !position(last).isBehind(received);
        // what was sent to others is not missed, and may be forgotten
        return hasAll ? StreamId.later(received, position(session.left())) : received;
    }

    private static StreamId position(String offset) {
        StreamId id = StreamId.parse(offset);
        return id == null ? StreamId.BEGINNING : id;
    }
}
