/** What the server says to operators and clients: text that a client chose, made printable, and warnings that come once a minute. */
@NullMarked
package io.pocketio.log;

import org.jspecify.annotations.NullMarked;
