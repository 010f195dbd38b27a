/**
 * The life of a session, from its handshake by way of an upgrade to its end, and the server that has them. Not for applications, but
 * for {@link io.pocketio.engine.session.EngineServerBuilder}.
 */
@NullMarked
package io.pocketio.engine.session;

import org.jspecify.annotations.NullMarked;
