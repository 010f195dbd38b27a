package io.pocketio.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Eleven random bytes, then a sequence number, so that two ids differ even if the random bytes do not. Thread-safe. */
final class RandomSessionIdGenerator implements SessionIdGenerator {

    private static final int RANDOM_LENGTH = 11;

    /** The random bytes of so many ids are drawn at once. */
    private static final int BATCH = 64;

    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger sequence = new AtomicInteger();

    /** Guarded by its own monitor, as is {@link #used}. */
    private final byte[] drawn = new byte[BATCH * RANDOM_LENGTH];

    private int used = drawn.length;

    @Override
    public String generate() {
        byte[] id = new byte[RANDOM_LENGTH + Integer.BYTES];
        draw(id);
        ByteBuffer.wrap(id).putInt(RANDOM_LENGTH, sequence.getAndIncrement());
        return Base64.getUrlEncoder().encodeToString(id);
    }

    /** An id is a secret: its bytes do not stay here. */
    private void draw(byte[] id) {
        synchronized (drawn) {
            if (used == drawn.length) {
                random.nextBytes(drawn);
                used = 0;
            }
            System.arraycopy(drawn, used, id, 0, RANDOM_LENGTH);
            Arrays.fill(drawn, used, used + RANDOM_LENGTH, (byte) 0);
            used += RANDOM_LENGTH;
        }
    }
}
