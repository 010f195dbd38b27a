package io.pocketio.benchmarks.server;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.HandlerExecution;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Takes its time for numbered events: by waiting, which blocks nobody, and by sleeping in a worker. */
@SocketController
class SlowController {

    private static final Duration WORK = Duration.ofMillis(50);

    @SocketEvent("slow")
    Mono<Handled> slow(SocketIoSocket socket, long number, String text) {
        Handled handled = Handled.next(socket, number, text);
        return Mono.delay(WORK).thenReturn(handled);
    }

    @SocketEvent("block")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    Handled block(SocketIoSocket socket, long number, String text) throws InterruptedException {
        Handled handled = Handled.next(socket, number, text);
        Thread.sleep(WORK.toMillis());
        return handled;
    }
}
