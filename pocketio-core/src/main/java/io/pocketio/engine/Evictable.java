package io.pocketio.engine;

import io.pocketio.lane.Lane;

/** A session as the bounds of what waits for clients see it. */
interface Evictable {

    /** Where it is ended. */
    Lane lane();

    /** Ends the session if it has overflowed, or holds what others need, and does so still. In the lane. */
    void evict();
}
