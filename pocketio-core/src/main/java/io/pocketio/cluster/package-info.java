/** What carries messages between the nodes of a cluster: the seam between what nodes say to each other and what takes it there. */
@NullMarked
package io.pocketio.cluster;

import org.jspecify.annotations.NullMarked;
