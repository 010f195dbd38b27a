/** A chat: what a pocketio application looks like. */
@NullMarked
package io.pocketio.sample;

import org.jspecify.annotations.NullMarked;
