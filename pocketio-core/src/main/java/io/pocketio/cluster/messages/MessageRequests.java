package io.pocketio.cluster.messages;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.cluster.node.NodeRequests;
import io.pocketio.cluster.node.Question;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says to all other nodes what this one wants of them, by messages. Thread-safe, if what it is made with is. */
public final class MessageRequests implements NodeRequests {

    private final ClusterMessages messages;
    private final BiFunction<Packet, BroadcastTarget, Runnable> broadcasts;
    private final Consumer<ClusterMessage> others;

    /**
     * @param broadcasts as {@link io.pocketio.cluster.node.Protocol#write}
     * @param others sends a message to all other nodes
     */
    public MessageRequests(
            ClusterMessages messages,
            BiFunction<Packet, BroadcastTarget, Runnable> broadcasts,
            Consumer<ClusterMessage> others) {
        this.messages = messages;
        this.broadcasts = broadcasts;
        this.others = others;
    }

    @Override
    public void broadcast(Packet packet, BroadcastTarget target) {
        broadcasts.apply(packet, target).run();
    }

    @Override
    public void ask(Question question, Packet packet, BroadcastTarget target, Duration timeout) {
        others.accept(messages.ask(question, packet, target, timeout));
    }

    @Override
    public void join(BroadcastTarget target, Set<String> rooms) {
        others.accept(messages.join(target, rooms));
    }

    @Override
    public void leave(BroadcastTarget target, Set<String> rooms) {
        others.accept(messages.leave(target, rooms));
    }

    @Override
    public void disconnect(BroadcastTarget target, boolean close) {
        others.accept(messages.disconnect(target, close));
    }

    @Override
    public void fetch(Question question, BroadcastTarget target) {
        others.accept(messages.fetch(question, target));
    }

    /** @throws UnsupportedOperationException always: there is no such message */
    @Override
    public void members(Question question, Set<String> rooms) {
        throw new UnsupportedOperationException("Sockets are fetched for that");
    }

    /** @throws UnsupportedOperationException always: there is no such message */
    @Override
    public void roomNames(Question question) {
        throw new UnsupportedOperationException("Sockets are fetched for that");
    }

    @Override
    public void serverEvent(@Nullable Question question, String event, Arguments arguments) {
        others.accept(messages.serverEvent(question, event, arguments));
    }
}
