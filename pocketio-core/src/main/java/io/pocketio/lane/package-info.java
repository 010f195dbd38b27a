/** Where and when things run: one task at a time, without a thread for each session, and one clock for all of them. */
@NullMarked
package io.pocketio.lane;

import org.jspecify.annotations.NullMarked;
