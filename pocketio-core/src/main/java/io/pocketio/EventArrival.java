package io.pocketio;

import io.pocketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * An event for which something is ahead: other events, catch-all handlers or middlewares. Who handles it is looked up when it is
 * its turn, so that what was added or removed meanwhile counts. Confined to the socket's lane.
 */
record EventArrival(DefaultSocket socket, String occasion, Arguments arguments, Ack ack) implements HandlerCall {

    @Override
    public int weight() {
        return arguments.weight();
    }

    @Override
    public boolean isOfEvent() {
        return true;
    }

    /** Has nothing to call itself: {@link #calls} are called in its place. */
    @Override
    public Mono<Void> invoke(DefaultSocket target) {
        return Mono.empty();
    }

    /** What there is to do in place of this, one after the other. */
    List<HandlerCall> calls() {
        SocketListeners own = socket.listeners();
        HandlerRegistrations shared = socket.namespace().registrations();
        List<HandlerCall> calls = new ArrayList<>();
        for (AnyEventHandler handler : shared.anyHandlers()) {
            calls.add(new HandlerCall.OfAny(handler, occasion, arguments, ack));
        }
        if (own != null && !own.incoming().isEmpty()) {
            calls.add(new HandlerCall.OfAnyListeners(own.incoming(), occasion, arguments));
        }
        List<EventMiddleware> middlewares =
                HandlerRegistrations.joined(shared.eventMiddlewares(), own == null ? List.of() : own.middlewares());
        if (middlewares.isEmpty()) {
            calls.addAll(handlers());
        } else {
            calls.add(new EventCheck(this, middlewares));
        }
        return calls;
    }

    /** Those who handle the event itself. */
    List<HandlerCall> handlers() {
        List<HandlerCall> calls = new ArrayList<>(2);
        EventHandler handler = socket.namespace().registrations().handler(occasion);
        if (handler != null) {
            calls.add(new HandlerCall.OfEvent(handler, occasion, arguments, ack));
        }
        SocketListeners own = socket.listeners();
        if (own != null) {
            for (EventHandler listener : own.of(occasion)) {
                calls.add(new HandlerCall.OfEvent(listener, occasion, arguments, ack));
            }
        }
        if (calls.isEmpty()) {
            Events.nobodyHandles(occasion, socket);
        }
        return calls;
    }
}
