package io.pocketio.benchmarks.server;

import io.pocketio.SocketIoSocket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the client of one event when it was its turn. Numbers and turns both begin with 0, so they are equal as long as all events
 * are handled once and in order.
 *
 * @param length of the text that came with it
 */
record Handled(long number, long turn, int length) {

    private static final String TURNS = "turns";

    static Handled next(SocketIoSocket socket, long number, String text) {
        AtomicLong turns = (AtomicLong) socket.data().computeIfAbsent(TURNS, key -> new AtomicLong());
        return new Handled(number, turns.getAndIncrement(), text.length());
    }
}
