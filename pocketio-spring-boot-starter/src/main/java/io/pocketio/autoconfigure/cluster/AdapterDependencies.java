package io.pocketio.autoconfigure.cluster;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What a node of a cluster needs on its class path, beside the starter. */
enum AdapterDependencies {
    REDIS("org.springframework.boot:spring-boot-starter-data-redis") {
        @Override
        boolean isPresent(@Nullable ClassLoader loader) {
            return ClassUtils.isPresent(LETTUCE, loader) && ClassUtils.isPresent(CONNECTION_FACTORY, loader);
        }
    },
    MESSAGE_PACK("org.msgpack:msgpack-core") {
        @Override
        boolean isPresent(@Nullable ClassLoader loader) {
            return ClassUtils.isPresent(MSGPACK, loader);
        }
    };

    static final String LETTUCE = "io.lettuce.core.RedisClient";
    static final String CONNECTION_FACTORY =
            "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory";
    static final String MSGPACK = "org.msgpack.core.MessagePack";

    private final String coordinates;

    AdapterDependencies(String coordinates) {
        this.coordinates = coordinates;
    }

    abstract boolean isPresent(@Nullable ClassLoader loader);

    /** Names of the dependencies that are not there. */
    static List<String> missing(@Nullable ClassLoader loader) {
        return Arrays.stream(values())
                .filter(each -> !each.isPresent(loader))
                .map(each -> each.coordinates)
                .toList();
    }
}
