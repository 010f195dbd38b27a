package io.pocketio.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A bus that goes nowhere: a test says what comes, and sees what would go. Confined to one thread. */
public final class ManualBus implements MessageBus {

    private static final int MAX_BYTES = 100_000;

    private final List<Message> published = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private boolean isConnected = true;

    /** What has been sent, and has not been asked for before. */
    public List<Message> published() {
        List<Message> all = List.copyOf(published);
        published.clear();
        return all;
    }

    /** Of this node, in the order in which they were made; one for all that begin so ends with an asterisk. */
    public List<String> subscribed() {
        return subscriptions.stream().map(Subscription::name).toList();
    }

    public void receive(String channel, byte[] message) {
        for (Subscription subscription : List.copyOf(subscriptions)) {
            if (subscription.channels().test(channel)) {
                subscription.listener().message(channel, message);
            }
        }
    }

    public void disconnect() {
        isConnected = false;
    }

    @Override
    public Disposable subscribe(String channel, BusListener listener) {
        return add(new Subscription(channel, channel::equals, listener));
    }

    @Override
    public Disposable subscribeToAll(String prefix, BusListener listener) {
        return add(new Subscription(prefix + "*", channel -> channel.startsWith(prefix), listener));
    }

    private Disposable add(Subscription subscription) {
        subscriptions.add(subscription);
        return () -> subscriptions.remove(subscription);
    }

    @Override
    public void publish(String channel, byte[] message) {
        if (message.length > MAX_BYTES) {
            throw new MessageTooLargeException(message.length, MAX_BYTES);
        }
        published.add(new Message(channel, message));
    }

    @Override
    public Mono<Integer> subscribers(String channel) {
        return Mono.fromSupplier(() -> (int) subscriptions.stream()
                .filter(subscription -> subscription.name().equals(channel))
                .count());
    }

    @Override
    public int maxMessageBytes() {
        return MAX_BYTES;
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    public record Message(String channel, byte[] bytes) {}

    private record Subscription(String name, Predicate<String> channels, BusListener listener) {}
}
