/** Who may come: judges requests, answers those it refuses, and adds to the answers of others. Not for applications. */
@NullMarked
package io.pocketio.engine.handshake;

import org.jspecify.annotations.NullMarked;
