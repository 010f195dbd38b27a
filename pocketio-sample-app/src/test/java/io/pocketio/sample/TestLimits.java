package io.pocketio.sample;

import org.springframework.util.unit.DataSize;

/** Limits small enough to be reached. */
final class TestLimits {

    private TestLimits() {}

    static ChatLimits limits() {
        return new ChatLimits(10, 20, DataSize.ofBytes(100), 3, 2, 4, 2);
    }
}
