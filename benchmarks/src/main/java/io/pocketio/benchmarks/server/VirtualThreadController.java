package io.pocketio.benchmarks.server;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.HandlerExecution;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import org.springframework.boot.autoconfigure.condition.ConditionalOnJava;
import org.springframework.boot.system.JavaVersion;

/** Sleeps in a virtual thread for each event, where there are such. */
@SocketController
@ConditionalOnJava(JavaVersion.TWENTY_ONE)
class VirtualThreadController {

    private static final long WORK_MILLIS = 50;

    @SocketEvent("virtual")
    @HandlerExecution(ExecutionMode.VIRTUAL_THREADS)
    Handled virtual(SocketIoSocket socket, long number, String text) throws InterruptedException {
        Handled handled = Handled.next(socket, number, text);
        Thread.sleep(WORK_MILLIS);
        return handled;
    }
}
