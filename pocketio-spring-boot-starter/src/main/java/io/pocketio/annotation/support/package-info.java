/** What applications give to their handler methods, or learn of them: more kinds of parameters, threads, and what is wrong. */
@NullMarked
package io.pocketio.annotation.support;

import org.jspecify.annotations.NullMarked;
