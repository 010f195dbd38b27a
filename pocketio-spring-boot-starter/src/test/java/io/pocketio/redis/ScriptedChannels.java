package io.pocketio.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Notes what is asked of Redis, and answers when a test does. */
final class ScriptedChannels implements RedisChannels {

    /** What has been asked, since it was last {@link #taken()}. */
    private final List<String> asked = new ArrayList<>();

    private final Deque<CompletableFuture<Long>> open = new ArrayDeque<>();
    private boolean rejects;
    private @Nullable Listener listener;

    List<String> taken() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    boolean hasBeenAsked() {
        return !asked.isEmpty();
    }

    /** The oldest that have been asked are not answered. */
    void leaveOpen(int count) {
        for (int i = 0; i < count; i++) {
            open.removeFirst();
        }
    }

    /** What has been asked, and is not answered any more. */
    void forget() {
        asked.clear();
        open.clear();
    }

    /** Cannot send, from now on or no more. */
    void reject(boolean rejects) {
        this.rejects = rejects;
    }

    /** The oldest that has not been answered. */
    void answer(long listeners) {
        open.removeFirst().complete(listeners);
    }

    void fail(Throwable why) {
        open.removeFirst().completeExceptionally(why);
    }

    private CompletableFuture<Long> ask(String what) {
        asked.add(what);
        CompletableFuture<Long> answer = new CompletableFuture<>();
        open.addLast(answer);
        return answer;
    }

    @Override
    public void start(Listener listener) {
        asked.add("start");
        this.listener = listener;
    }

    Listener listener() {
        return Objects.requireNonNull(listener);
    }

    @Override
    public CompletionStage<?> subscribe(Topic topic) {
        return ask("subscribe " + topic.name());
    }

    @Override
    public CompletionStage<?> unsubscribe(Topic topic) {
        return ask("unsubscribe " + topic.name());
    }

    @Override
    public @Nullable CompletionStage<Long> publish(String channel, byte[] message) {
        return rejects ? null : ask("publish " + channel + " " + message.length);
    }

    @Override
    public void flush() {
        asked.add("flush");
    }

    @Override
    public CompletionStage<Long> subscribers(String channel) {
        return ask("subscribers " + channel);
    }

    @Override
    public boolean isPublishing() {
        return !rejects;
    }

    @Override
    public CompletionStage<?> close() {
        asked.add("close");
        return CompletableFuture.completedFuture(null);
    }
}
