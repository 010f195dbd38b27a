package io.pocketio.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Eleven random bytes, then a sequence number, so that two ids differ even if the random bytes do not. Thread-safe. */
final class RandomSessionIdGenerator implements SessionIdGenerator {

    private static final int LENGTH = 15;

    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger sequence = new AtomicInteger();

    @Override
    public String generate() {
        byte[] id = new byte[LENGTH];
        random.nextBytes(id);
        ByteBuffer.wrap(id).putInt(LENGTH - Integer.BYTES, sequence.getAndIncrement());
        return Base64.getUrlEncoder().encodeToString(id);
    }
}
