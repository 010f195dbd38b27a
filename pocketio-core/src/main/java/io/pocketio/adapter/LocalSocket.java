package io.pocketio.adapter;

/**
 * A socket of this node, as far as rooms are concerned. Two are equal only if they are the same. Implemented by the server.
 *
 * @since 0.1
 */
public interface LocalSocket {

    String id();

    /**
     * Whether it has left for good, and so enters no room any more. Turns {@code true} before {@link Adapter#leaveAll} is called,
     * so that a late {@link Adapter#join} leaves no dead socket behind. Any thread may ask.
     */
    boolean isGone();
}
