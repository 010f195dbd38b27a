/** The same application on the starter, with one controller. */
@NullMarked
package io.pocketio.benchmarks.startup.socketio;

import org.jspecify.annotations.NullMarked;
