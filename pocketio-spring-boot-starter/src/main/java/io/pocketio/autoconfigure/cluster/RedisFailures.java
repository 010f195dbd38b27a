package io.pocketio.autoconfigure.cluster;

import io.lettuce.core.RedisException;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;

/** Says in the words of the configuration why Redis cannot be what carries messages between nodes. */
final class RedisFailures {

    private static final int MOST_CAUSES = 10;

    private RedisFailures() {}

    static AdapterUnavailableException explained(PocketIoAdapterProperties.Type type, RedisException failure) {
        String reasons = reasons(failure);
        return new AdapterUnavailableException(
                "pocketio.adapter.type is " + type + ", and Redis cannot be used: " + reasons,
                action(reasons),
                failure);
    }

    /** What was said by each that failed, from the outside inwards. */
    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder();
        Throwable reason = failure;
        for (int i = 0; reason != null && i < MOST_CAUSES; i++) {
            String message = reason.getMessage();
            if (message != null && reasons.indexOf(message) < 0) {
                reasons.append(reasons.length() == 0 ? "" : ": ").append(message);
            }
            reason = reason.getCause();
        }
        return reasons.toString();
    }

    private static String action(String reasons) {
        if (reasons.contains("NOAUTH") || reasons.contains("WRONGPASS")) {
            return "Set spring.data.redis.username and spring.data.redis.password to those of a user of that Redis.";
        }
        if (reasons.contains("NOPERM")) {
            return "Let the user of spring.data.redis.username publish and subscribe to the channels that begin with"
                    + " pocketio.adapter.prefix, and use the commands of publish and subscribe, PUBSUB NUMSUB among them.";
        }
        if (reasons.contains("unknown command") || reasons.contains("unknown subcommand")) {
            return "Sharded channels need Redis 7 or later: use one, or pocketio.adapter.type redis on all nodes.";
        }
        return "Start Redis, or set spring.data.redis.host and spring.data.redis.port, or spring.data.redis.url, to where it"
                + " is.";
    }
}
