package io.pocketio.server.handler;

import java.util.ArrayList;
import java.util.List;

/** Two lists as one, without a copy where one of them is empty, as most are. */
public final class Joined {

    private Joined() {}

    public static <T> List<T> of(List<T> first, List<T> then) {
        if (first.isEmpty()) {
            return then;
        }
        if (then.isEmpty()) {
            return first;
        }
        List<T> joined = new ArrayList<>(first);
        joined.addAll(then);
        return joined;
    }
}
