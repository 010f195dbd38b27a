/** The code of the README, compiled. */
package io.pocketio.readme;
