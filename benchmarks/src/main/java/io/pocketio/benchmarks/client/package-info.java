/** A small Socket.IO client for loads: many clients on one thread, every packet looked at, and all the ways of leaving. */
@NullMarked
package io.pocketio.benchmarks.client;

import org.jspecify.annotations.NullMarked;
