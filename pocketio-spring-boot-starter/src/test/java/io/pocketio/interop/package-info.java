/** The running server against real clients, and against the bytes that the reference server gives. */
@NullMarked
package io.pocketio.interop;

import org.jspecify.annotations.NullMarked;
