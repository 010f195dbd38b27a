/** The application's JSON: a two-method seam between event arguments and a mapper library. */
@NullMarked
package io.pocketio.json;

import org.jspecify.annotations.NullMarked;
