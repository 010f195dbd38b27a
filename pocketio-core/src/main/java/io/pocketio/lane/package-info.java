/**
 * Where and when things run: one task at a time, without a thread for each session, and one clock for all of them. {@link
 * io.pocketio.lane.Lane} is for those who write bindings, with {@link io.pocketio.lane.SerialLane} at hand; the rest is internal.
 */
@NullMarked
package io.pocketio.lane;

import org.jspecify.annotations.NullMarked;
