package io.pocketio.cluster;

import io.pocketio.lane.SerialLane;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A node's bus where all nodes are in one JVM. Thread-safe. */
public final class InMemoryBus implements MessageBus {

    private static final int MAX_BYTES = 1024 * 1024;

    private final Network network;

    public InMemoryBus(Network network) {
        this.network = network;
    }

    @Override
    public Disposable subscribe(String channel, BusListener listener) {
        return network.add(new Subscription(this, channel, channel::equals, listener));
    }

    @Override
    public Disposable subscribeToAll(String prefix, BusListener listener) {
        return network.add(new Subscription(this, "", channel -> channel.startsWith(prefix), listener));
    }

    @Override
    public void publish(String channel, byte[] message) {
        if (message.length > MAX_BYTES) {
            throw new MessageTooLargeException(message.length, MAX_BYTES);
        }
        network.carry(channel, message);
    }

    @Override
    public Mono<Integer> subscribers(String channel) {
        return Mono.fromSupplier(() -> network.subscribers(channel));
    }

    @Override
    public int maxMessageBytes() {
        return MAX_BYTES;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    /** What the nodes have in common: one thread at a time carries the messages, so that all hear them in one order. Thread-safe. */
    public static final class Network {

        private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        private final SerialLane lane = new SerialLane();

        private Disposable add(Subscription subscription) {
            subscriptions.add(subscription);
            return () -> subscriptions.removeIf(other -> other == subscription);
        }

        private void carry(String channel, byte[] message) {
            lane.post(() -> subscriptions.forEach(subscription -> subscription.hear(channel, message)));
        }

        /** Nodes, not listeners. */
        private int subscribers(String channel) {
            return (int) subscriptions.stream()
                    .filter(subscription -> subscription.exactly().equals(channel))
                    .map(Subscription::node)
                    .distinct()
                    .count();
        }
    }

    /** @param exactly the channel, or nothing when it is many */
    private record Subscription(MessageBus node, String exactly, Predicate<String> channels, BusListener listener) {

        void hear(String channel, byte[] message) {
            if (channels.test(channel)) {
                listener.message(channel, message);
            }
        }
    }
}
