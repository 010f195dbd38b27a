/** Engine.IO v4, independent of the HTTP server below and of Socket.IO above: what bindings and applications see of it. */
@NullMarked
package io.pocketio.engine;

import org.jspecify.annotations.NullMarked;
