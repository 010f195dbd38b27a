/** Packets as text with JSON in it, and attachments behind: what clients do without further ado. */
@NullMarked
package io.pocketio.protocol.json;

import org.jspecify.annotations.NullMarked;
