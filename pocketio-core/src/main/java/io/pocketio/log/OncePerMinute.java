package io.pocketio.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether to say something once more that clients can cause as often as they like: once a minute for each key. Clients may choose
 * the keys: of each so much is kept as is shown of it, and when there are many, the others count as one. A key is given up when its
 * minute is over and another one comes. Thread-safe.
 *
 * @since 0.1
 */
public final class OncePerMinute {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_KEYS = 100;
    private static final String OTHERS = "";

    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, Long> said = new ConcurrentHashMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    public OncePerMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** {@code true} once a minute, where there is one thing to say. */
    public boolean test() {
        return test(OTHERS);
    }

    /** {@code true} once a minute for the key, in the form in which it is shown. */
    public boolean test(ClientText key) {
        return test(key.toString());
    }

    private boolean test(String key) {
        long now = nanoTime.getAsLong();
        if (!said.containsKey(key)) {
            said.values().removeIf(time -> now - time >= MINUTE);
        }
        String counted = said.size() < MAX_KEYS || said.containsKey(key) ? key : OTHERS;
        Long last = said.putIfAbsent(counted, now);
        return last == null || now - last >= MINUTE && said.replace(counted, last, now);
    }
}
