package io.pocketio.lane;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same sent to many, by the lane that serves them: one task for each lane, or some when there are many in it, so that others come in
 * between. Confined to the thread that gathers.
 */
public final class LaneBatch<T> {

    /** So many are served at a time: fewer would not leave together, and cost a system call each. */
    public static final int MOST_AT_ONCE = 8192;

    private final Consumer<? super T> action;
    private final Map<Lane, List<T>> groups = new HashMap<>();

    /** The one that was added to last: neighbours often share a lane. */
    private @Nullable List<T> last;

    private @Nullable Lane lastLane;

    /** @param action what is done with each, in its lane; does not throw */
    public LaneBatch(Consumer<? super T> action) {
        this.action = action;
    }

    public void add(Lane lane, T item) {
        List<T> group = last;
        if (group == null || lastLane != lane) {
            group = groups.computeIfAbsent(lane, unknown -> new ArrayList<>());
            last = group;
            lastLane = lane;
        }
        group.add(item);
    }

    /** For the lane that the caller is in: behind what he has sent before, when others have had their turn. */
    public void dispatch() {
        groups.forEach(this::dispatch);
    }

    private void dispatch(Lane lane, List<T> items) {
        for (int from = 0; from < items.size(); from += MOST_AT_ONCE) {
            List<T> some = items.subList(from, Math.min(items.size(), from + MOST_AT_ONCE));
            if (lane.inLane()) {
                lane.append(() -> serve(some));
            } else {
                lane.execute(() -> serveInTurn(lane, some));
            }
        }
    }

    private void serveInTurn(Lane lane, List<T> items) {
        if (lane.inTurn()) {
            serve(items);
        } else {
            lane.append(() -> serve(items));
        }
    }

    private void serve(List<T> items) {
        for (int i = 0; i < items.size(); i++) {
            action.accept(items.get(i));
        }
    }
}
