package io.pocketio.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same for many, by the lane that serves them: one task for each lane, however many there are in it. Confined to the thread that
 * gathers.
 */
public final class LaneBatch<T> {

    private final Consumer<? super T> action;
    private final Map<Lane, Group<T>> groups = new HashMap<>();

    /** The one that was added to last: neighbours often share a lane. */
    private @Nullable Group<T> last;

    /** @param action what is done with each, in its lane */
    public LaneBatch(Consumer<? super T> action) {
        this.action = action;
    }

    public void add(Lane lane, T item) {
        Group<T> group = last;
        if (group == null || group.lane != lane) {
            group = groups.get(lane);
            if (group == null) {
                group = new Group<>(lane, action);
                groups.put(lane, group);
            }
            last = group;
        }
        group.items.add(item);
    }

    public void dispatch() {
        for (Group<T> group : groups.values()) {
            group.lane.execute(group);
        }
    }

    /** What one lane does. */
    private static final class Group<T> implements Runnable {

        private final Lane lane;
        private final Consumer<? super T> action;
        private final List<T> items = new ArrayList<>();

        Group(Lane lane, Consumer<? super T> action) {
            this.lane = lane;
            this.action = action;
        }

        @Override
        public void run() {
            for (int i = 0; i < items.size(); i++) {
                action.accept(items.get(i));
            }
        }
    }
}
