package io.pocketio.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Map;

/** Which kind of channels of Redis: they know nothing of each other. */
enum ChannelCommands {

    /** Of a whole Redis, or of a whole cluster; with patterns. */
    PLAIN {
        @Override
        RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic) {
            return topic.isPattern() ? redis.psubscribe(topic.name()) : redis.subscribe(topic.name());
        }

        @Override
        RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic) {
            return topic.isPattern() ? redis.punsubscribe(topic.name()) : redis.unsubscribe(topic.name());
        }

        @Override
        RedisFuture<Long> publish(BaseRedisAsyncCommands<String, byte[]> redis, String channel, byte[] message) {
            return redis.publish(channel, message);
        }

        @Override
        RedisFuture<Map<String, Long>> count(BaseRedisAsyncCommands<String, byte[]> redis, String channel) {
            return redis.pubsubNumsub(channel);
        }
    },

    /**
     * Each of the part of a cluster that its name belongs to; without patterns. One at a time: those that are subscribed to together must
     * belong to one slot.
     */
    SHARDED {
        @Override
        RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic) {
            return redis.ssubscribe(topic.name());
        }

        @Override
        RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic) {
            return redis.sunsubscribe(topic.name());
        }

        @Override
        RedisFuture<Long> publish(BaseRedisAsyncCommands<String, byte[]> redis, String channel, byte[] message) {
            return redis.spublish(channel, message);
        }

        @Override
        RedisFuture<Map<String, Long>> count(BaseRedisAsyncCommands<String, byte[]> redis, String channel) {
            return redis.pubsubShardNumsub(channel);
        }
    };

    abstract RedisFuture<Void> subscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic);

    abstract RedisFuture<Void> unsubscribe(RedisPubSubAsyncCommands<String, byte[]> redis, Topic topic);

    abstract RedisFuture<Long> publish(BaseRedisAsyncCommands<String, byte[]> redis, String channel, byte[] message);

    /** How many subscribe to exactly that channel, at that Redis alone. */
    abstract RedisFuture<Map<String, Long>> count(BaseRedisAsyncCommands<String, byte[]> redis, String channel);
}
