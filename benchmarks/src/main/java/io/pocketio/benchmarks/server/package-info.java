/** The server that the loads are run against: a plain application on the starter, with its defaults. */
@NullMarked
package io.pocketio.benchmarks.server;

import org.jspecify.annotations.NullMarked;
