/** What is handled by whom: in a namespace, and by one socket alone. Internal: not for applications. */
@NullMarked
package io.pocketio.server.handler;

import org.jspecify.annotations.NullMarked;
