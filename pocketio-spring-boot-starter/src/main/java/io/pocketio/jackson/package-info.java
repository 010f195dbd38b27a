/** Event arguments through the application's own {@code JsonMapper}. */
@NullMarked
package io.pocketio.jackson;

import org.jspecify.annotations.NullMarked;
