package io.pocketio.redis;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one Redis, as a bus needs them, by connections of its own. All but {@link #isPublishing} and {@link #close} is called by
 * one thread at a time that may wait, none of Redis's.
 */
interface RedisChannels {

    /** What comes, as Redis tells it. Nothing is connected until it is said to be back. Called by the threads that read from Redis, one at a time for what belongs together. */
    interface Listener {

        void message(Topic topic, String channel, byte[] message);

        void subscribed(Topic topic);

        /** Whether that was asked for or not. */
        void unsubscribed(Topic topic);

        /** There is none so far. It is tried again. */
        void connectingHasFailed(Throwable why);

        /** Nothing comes any more, and nothing is subscribed to. */
        void listeningHasGone();

        void listeningIsBack();

        /** What had been published and was not answered is not answered any more. */
        void publishingHasGone();

        void publishingIsBack();
    }

    /** Connects, soon and until it is closed. Called once, ahead of all others. */
    void start(Listener listener);

    /** Fails where Redis says no, or the connection goes. That it has been done is told to the listener. */
    CompletionStage<?> subscribe(Topic topic);

    CompletionStage<?> unsubscribe(Topic topic);

    /** How many have heard it, once that is known; {@code null} where it could not be sent at all. Leaves with the next flush. */
    @Nullable
    CompletionStage<Long> publish(String channel, byte[] message);

    void flush();

    /** How many subscribe to exactly that channel. Asked at once. */
    CompletionStage<Long> subscribers(String channel);

    boolean isPublishing();

    /** Told when it is done: whoever closes the client next must not find the connections. */
    CompletionStage<?> close();
}
