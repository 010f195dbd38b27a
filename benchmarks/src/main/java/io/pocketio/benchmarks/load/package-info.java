/** Loads that show what the server does when clients are slow, flood it, or come and go for an hour. */
@NullMarked
package io.pocketio.benchmarks.load;

import org.jspecify.annotations.NullMarked;
