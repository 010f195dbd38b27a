/** What nodes say to each other with the sharded and the streams adapter: the messages of Node's {@code ClusterAdapter}. */
@NullMarked
package io.pocketio.cluster.messages;

import org.jspecify.annotations.NullMarked;
