/** The reference: a WebFlux application without anything. Runs without the starter on its class path. */
@NullMarked
package io.pocketio.benchmarks.startup.empty;

import org.jspecify.annotations.NullMarked;
