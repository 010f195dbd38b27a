/** Finds annotated handler methods among the beans, and calls them. */
@NullMarked
package io.pocketio.annotation.support;

import org.jspecify.annotations.NullMarked;
