package io.pocketio.engine;

import org.jspecify.annotations.Nullable;

/**
 * The headers of an answer before it leaves. Case does not matter in names. Confined to the call that it is given to.
 *
 * @since 0.1
 */
public interface ResponseHeaders {

    /** The first value, {@code null} when the header is absent. */
    @Nullable
    String get(String name);

    /**
     * Puts the value in the place of those that are there.
     *
     * @throws IllegalArgumentException for what is no header, such as a value with a line break, and for one that the server alone
     *     can set
     */
    ResponseHeaders set(String name, String value);

    /**
     * Adds the value to those that are there.
     *
     * @throws IllegalArgumentException as {@link #set} does
     */
    ResponseHeaders add(String name, String value);
}
