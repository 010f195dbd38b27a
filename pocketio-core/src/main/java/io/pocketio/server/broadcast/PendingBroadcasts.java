package io.pocketio.server.broadcast;

import io.pocketio.adapter.AckCollector;
import io.pocketio.adapter.LocalSocket;
import io.pocketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;

/** The broadcasts of one namespace whose recipients still owe acknowledgements. Thread-safe. */
public final class PendingBroadcasts {

    /** By the id of the packet, which is the same for all recipients. */
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

    public Pending open(long id, AckCollector collector) {
        Pending opened = new Pending(id, collector);
        pending.put(id, opened);
        return opened;
    }

    /** Nothing happens when the socket has not been asked, or has answered before. */
    public void answered(long id, LocalSocket socket, Arguments arguments) {
        Pending asked = pending.get(id);
        if (asked != null) {
            asked.answered(socket, arguments);
        }
    }

    /** The socket, which is {@linkplain LocalSocket#isGone() gone}, will answer nothing any more. */
    public void gone(LocalSocket socket) {
        if (!pending.isEmpty()) {
            for (Pending asked : pending.values()) {
                asked.gone(socket);
            }
        }
    }

    public int size() {
        return pending.size();
    }

    /** One broadcast. Disposing of it forgets it. Thread-safe. */
    public final class Pending implements Disposable {

        private final long id;
        private final AckCollector collector;

        /** Recipients without an answer: whoever takes one out may tell of it, so that nobody is counted twice. Concurrent. */
        private final Set<LocalSocket> missing = ConcurrentHashMap.newKeySet();

        private Pending(long id, AckCollector collector) {
            this.id = id;
            this.collector = collector;
        }

        /** Tells the collector of the recipients, which are connected now. */
        public void expect(List<? extends LocalSocket> asked) {
            List<String> ids = new ArrayList<>(asked.size());
            for (LocalSocket recipient : asked) {
                ids.add(recipient.id());
                missing.add(recipient);
            }
            collector.expect(ids);
            for (LocalSocket recipient : asked) {
                // it may have gone before it was among the missing: then nobody else will tell
                if (recipient.isGone()) {
                    gone(recipient);
                }
            }
        }

        private void answered(LocalSocket socket, Arguments arguments) {
            if (missing.remove(socket)) {
                collector.answered(socket.id(), arguments);
            }
        }

        private void gone(LocalSocket socket) {
            if (missing.remove(socket)) {
                collector.gone(socket.id());
            }
        }

        @Override
        public void dispose() {
            pending.remove(id);
        }

        @Override
        public boolean isDisposed() {
            return !pending.containsKey(id);
        }
    }
}
