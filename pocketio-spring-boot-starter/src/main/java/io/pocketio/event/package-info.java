/** What the server tells the application by way of Spring's application events. */
@NullMarked
package io.pocketio.event;

import org.jspecify.annotations.NullMarked;
