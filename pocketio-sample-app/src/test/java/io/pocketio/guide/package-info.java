/** The code of the pages below {@code docs}, compiled and run. */
package io.pocketio.guide;
