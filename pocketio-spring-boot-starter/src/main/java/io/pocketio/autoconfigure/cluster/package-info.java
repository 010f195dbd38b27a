/** Makes the server a node of a cluster, by way of the application's Redis: {@code pocketio.adapter.*}. */
@NullMarked
package io.pocketio.autoconfigure.cluster;

import org.jspecify.annotations.NullMarked;
