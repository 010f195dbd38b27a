package io.pocketio.server.dispatch;

import io.pocketio.Ack;
import io.pocketio.AnyEventHandler;
import io.pocketio.EventHandler;
import io.pocketio.EventMiddleware;
import io.pocketio.protocol.Arguments;
import io.pocketio.server.handler.HandlerTable;
import io.pocketio.server.handler.Joined;
import io.pocketio.server.handler.SocketHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * An event for which something is ahead: other events, catch-all handlers or middlewares. Who handles it is looked up when it is
 * its turn, so that what was added or removed meanwhile counts. Confined to the socket's lane.
 */
record QueuedEvent(HandlerContext socket, String event, Arguments arguments, Ack ack) implements QueueEntry {

    @Override
    public int weight() {
        return arguments.weight();
    }

    @Override
    public boolean isOfEvent() {
        return true;
    }

    /** Has nothing to call itself: what it brings is called in its place. */
    @Override
    public void begin(HandlerQueue queue) {
        queue.replace(this, entries(queue));
    }

    /** What there is to do in place of this, one after the other. */
    private List<QueueEntry> entries(HandlerQueue queue) {
        SocketHandlers own = socket.ownHandlers();
        HandlerTable shared = socket.handlerTable();
        List<QueueEntry> entries = new ArrayList<>();
        for (AnyEventHandler handler : shared.anyHandlers()) {
            entries.add(new HandlerCall.OfAny(handler, event, arguments, ack));
        }
        if (own != null && !own.incoming().isEmpty()) {
            entries.add(new HandlerCall.OfAnyListeners(own.incoming(), event, arguments));
        }
        List<EventMiddleware> middlewares =
                Joined.of(shared.eventMiddlewares(), own == null ? List.of() : own.middlewares());
        if (middlewares.isEmpty()) {
            entries.addAll(handlers());
        } else {
            entries.add(new EventCheck(this, middlewares, queue));
        }
        return entries;
    }

    /** Those who handle the event itself. */
    List<HandlerCall> handlers() {
        List<HandlerCall> calls = new ArrayList<>(2);
        EventHandler handler = socket.handlerTable().handler(event);
        if (handler != null) {
            calls.add(new HandlerCall.OfEvent(handler, event, arguments, ack));
        }
        SocketHandlers own = socket.ownHandlers();
        if (own != null) {
            for (EventHandler listener : own.of(event)) {
                calls.add(new HandlerCall.OfEvent(listener, event, arguments, ack));
            }
        }
        if (calls.isEmpty()) {
            EventLog.nobodyHandles(event, socket);
        }
        return calls;
    }
}
