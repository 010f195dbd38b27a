/** Who is in which room, and how a broadcast finds its recipients. */
@NullMarked
package io.pocketio.adapter;

import org.jspecify.annotations.NullMarked;
