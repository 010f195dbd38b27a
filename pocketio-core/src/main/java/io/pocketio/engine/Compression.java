package io.pocketio.engine;

/**
 * From which length on a message is compressed.
 *
 * @param threshold in bytes; what is shorter is sent as it is
 * @since 0.1
 */
public record Compression(int threshold) {

    private static final int DEFAULT_THRESHOLD = 1024;

    /** @throws IllegalArgumentException when the threshold is negative */
    public Compression {
        if (threshold < 0) {
            throw new IllegalArgumentException("threshold must not be negative, but is " + threshold);
        }
    }

    /** From 1024 bytes on, as in the reference server. */
    public static Compression defaults() {
        return new Compression(DEFAULT_THRESHOLD);
    }
}
