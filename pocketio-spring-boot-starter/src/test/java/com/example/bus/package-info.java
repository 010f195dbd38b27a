/** An adapter as a third party would write it, with nothing but the published API and the contract of the core's test-jar. */
@NullMarked
package com.example.bus;

import org.jspecify.annotations.NullMarked;
