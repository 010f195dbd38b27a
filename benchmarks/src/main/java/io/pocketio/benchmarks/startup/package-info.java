/** What the starter adds to the start of an application, and to its memory. */
@NullMarked
package io.pocketio.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
