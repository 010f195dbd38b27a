/** Engine.IO packets, frames and polling payloads: stateless, immutable, a leaf; and what those weigh that wait. */
@NullMarked
package io.pocketio.engine.packet;

import org.jspecify.annotations.NullMarked;
