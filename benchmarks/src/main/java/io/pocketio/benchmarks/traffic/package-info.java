/** Traffic for any server that handles the four events, to compare what an event costs there. */
@NullMarked
package io.pocketio.benchmarks.traffic;

import org.jspecify.annotations.NullMarked;
