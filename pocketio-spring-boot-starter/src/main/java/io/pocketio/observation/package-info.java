/** What the server tells Micrometer. */
@NullMarked
package io.pocketio.observation;

import org.jspecify.annotations.NullMarked;
