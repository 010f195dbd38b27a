/** MessagePack: how it is read, written, and turned into JSON and back. Internal: not for applications. */
@NullMarked
package io.pocketio.msgpack;

import org.jspecify.annotations.NullMarked;
