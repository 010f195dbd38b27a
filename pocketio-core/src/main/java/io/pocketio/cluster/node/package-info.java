/** What the nodes of a cluster want of each other, whatever it looks like on its way. */
@NullMarked
package io.pocketio.cluster.node;

import org.jspecify.annotations.NullMarked;
