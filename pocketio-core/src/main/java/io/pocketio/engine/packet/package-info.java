/** Engine.IO packets, frames and polling payloads: immutable but for what is remembered of them, a leaf; and what those weigh that wait. */
@NullMarked
package io.pocketio.engine.packet;

import org.jspecify.annotations.NullMarked;
