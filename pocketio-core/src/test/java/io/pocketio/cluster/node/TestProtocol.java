package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.Packet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Nodes that talk by calling each other. Thread-safe. */
final class TestProtocol implements Protocol {

    /** What several nodes have in common. */
    static final class Link {

        private final List<TestProtocol> nodes = new CopyOnWriteArrayList<>();
        private final AtomicInteger questions = new AtomicInteger();
        private final AtomicInteger ids = new AtomicInteger();

        /** Nodes that are counted and never say anything. */
        private volatile int silent;

        TestProtocol newNode(boolean listsRooms) {
            return new TestProtocol(this, listsRooms);
        }

        void silent(int count) {
            silent = count;
        }
    }

    private final Link link;
    private final boolean listsRooms;
    private final String id;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile @Nullable NodeRequests inbox;
    private volatile @Nullable NodeAnswers replies;

    private TestProtocol(Link link, boolean listsRooms) {
        this.link = link;
        this.listsRooms = listsRooms;
        this.id = "node " + link.ids.incrementAndGet();
    }

    @Override
    public void open(NodeRequests itsInbox, NodeAnswers itsReplies) {
        inbox = itsInbox;
        replies = itsReplies;
        link.nodes.add(this);
    }

    @Override
    public void close() {
        link.nodes.remove(this);
    }

    @Override
    public Runnable write(Packet packet, BroadcastTarget target) {
        return () -> requests().broadcast(packet, target);
    }

    /** Names of what this node has asked and answered. */
    List<String> said() {
        return said;
    }

    @Override
    public NodeRequests requests() {
        return (NodeRequests) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {NodeRequests.class}, (proxy, method, arguments) -> {
                    tell(method, arguments, node -> true, node -> Objects.requireNonNull(node.inbox));
                    return null;
                });
    }

    @Override
    public NodeAnswers answers() {
        return (NodeAnswers) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {NodeAnswers.class}, (proxy, method, arguments) -> {
                    Question question = (Question) arguments[0];
                    String requester = question.node();
                    arguments[0] = new Question(question.requestId(), id);
                    tell(
                            method,
                            arguments,
                            node -> node.id.equals(requester),
                            node -> Objects.requireNonNull(node.replies));
                    return null;
                });
    }

    private void tell(
            Method method, Object[] arguments, Predicate<TestProtocol> whom, Function<TestProtocol, Object> ear)
            throws IllegalAccessException, InvocationTargetException {
        said.add(method.getName());
        for (TestProtocol node : link.nodes) {
            if (node != this && whom.test(node)) {
                method.invoke(ear.apply(node), arguments);
            }
        }
    }

    @Override
    public Question newQuestion() {
        return new Question("question " + link.questions.incrementAndGet(), id);
    }

    @Override
    public Mono<Integer> nodes() {
        return Mono.fromSupplier(() -> link.nodes.size() + link.silent);
    }

    @Override
    public boolean listsRooms() {
        return listsRooms;
    }
}
