package io.pocketio.adapter;

import io.pocketio.protocol.Arguments;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes notes of what becomes of a broadcast, for the tests of an adapter. Thread-safe. */
public final class TestAckCollector implements AckCollector {

    private final List<String> named = new CopyOnWriteArrayList<>();
    private final AtomicInteger expected = new AtomicInteger();
    private final List<@Nullable String> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicBoolean complete = new AtomicBoolean();

    @Override
    public void expect(Collection<String> socketIds) {
        named.addAll(socketIds);
        expected.addAndGet(socketIds.size());
    }

    @Override
    public void expect(int recipients) {
        expected.addAndGet(recipients);
    }

    @Override
    public void answered(@Nullable String socketId, Arguments arguments) {
        answers.add(arguments.get(0, String.class));
    }

    @Override
    public void gone(@Nullable String socketId) {
        gone.incrementAndGet();
    }

    @Override
    public void complete() {
        complete.set(true);
    }

    /** Ids of the recipients, as far as they were told. */
    public List<String> named() {
        return named;
    }

    /** How many recipients there are. */
    public int expected() {
        return expected.get();
    }

    /** The first argument of each answer, as they came. */
    public List<@Nullable String> answers() {
        return answers;
    }

    /** How many have gone. */
    public int gone() {
        return gone.get();
    }

    /** Whether all recipients are told. */
    public boolean isComplete() {
        return complete.get();
    }
}
