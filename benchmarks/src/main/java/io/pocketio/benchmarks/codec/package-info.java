/** What it costs to encode and decode packets, beside what Jackson alone takes for their arguments. */
@NullMarked
package io.pocketio.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
