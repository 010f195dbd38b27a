/** Engine.IO packets, frames and polling payloads: stateless, immutable, a leaf. */
@NullMarked
package io.pocketio.engine.packet;

import org.jspecify.annotations.NullMarked;
