package io.pocketio.adapter.memory;

import io.pocketio.adapter.LocalSocket;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sockets without those that are in certain rooms, sorted out while they are read. */
final class Remaining implements Iterable<LocalSocket> {

    private final Iterable<? extends LocalSocket> all;
    private final List<Set<LocalSocket>> excepted;

    Remaining(Iterable<? extends LocalSocket> all, List<Set<LocalSocket>> excepted) {
        this.all = all;
        this.excepted = excepted;
    }

    @Override
    public Iterator<LocalSocket> iterator() {
        return new Filter(all.iterator());
    }

    private boolean isExcepted(LocalSocket socket) {
        for (int i = 0; i < excepted.size(); i++) {
            if (excepted.get(i).contains(socket)) {
                return true;
            }
        }
        return false;
    }

    private final class Filter implements Iterator<LocalSocket> {

        private final Iterator<? extends LocalSocket> source;
        private @Nullable LocalSocket next;

        Filter(Iterator<? extends LocalSocket> source) {
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            while (next == null && source.hasNext()) {
                LocalSocket candidate = source.next();
                if (!isExcepted(candidate)) {
                    next = candidate;
                }
            }
            return next != null;
        }

        @Override
        public LocalSocket next() {
            LocalSocket result = hasNext() ? next : null;
            if (result == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return result;
        }
    }
}
