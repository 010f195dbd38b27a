package io.pocketio.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.async.RedisServerAsyncCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a message Redis takes and brings, by its own settings.
 *
 * @param settings as Redis tells them; those that it does not tell do not count
 */
record RedisLimits(Map<String, String> settings) {

    private static final String LONGEST_VALUE = "proto-max-bulk-len";
    private static final String OUTPUT_BUFFERS = "client-output-buffer-limit";

    private static final Logger logger = LoggerFactory.getLogger(RedisLimits.class);

    /** Blocks until Redis has told what it may be asked; no longer than ten seconds for each setting. */
    static RedisLimits askedOf(RedisServerAsyncCommands<String, byte[]> redis) {
        Map<String, String> settings = new HashMap<>();
        for (String name : List.of(LONGEST_VALUE, OUTPUT_BUFFERS)) {
            try {
                settings.putAll(Commands.answer(redis.configGet(name)));
            } catch (RedisException unknown) {
                logger.debug("Redis does not tell its limits", unknown);
            }
        }
        return new RedisLimits(settings);
    }

    /** The longest message: half of what Redis takes, and of what may wait for a subscriber before Redis ends its connection. */
    int maxMessageBytes(int most) {
        long longest = number(settings.getOrDefault(LONGEST_VALUE, ""));
        long waiting = hardLimitForSubscribers(settings.getOrDefault(OUTPUT_BUFFERS, ""));
        return (int) Math.min(most, Math.min(longest, waiting) / 2);
    }

    /** Four words for each class of clients: its name, the hard limit, the soft one, and for how long that may be passed. */
    private static long hardLimitForSubscribers(String limits) {
        String[] words = limits.split(" ");
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("pubsub")) {
                return number(words[i + 1]);
            }
        }
        return Long.MAX_VALUE;
    }

    /** 0 is for none, as is what is no number. */
    private static long number(String text) {
        try {
            long number = Long.parseLong(text);
            return number > 0 ? number : Long.MAX_VALUE;
        } catch (NumberFormatException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
