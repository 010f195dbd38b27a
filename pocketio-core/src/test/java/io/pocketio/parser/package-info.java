/** Parsers as third parties write them: with what is public, from a package of their own. */
@NullMarked
package io.pocketio.parser;

import org.jspecify.annotations.NullMarked;
