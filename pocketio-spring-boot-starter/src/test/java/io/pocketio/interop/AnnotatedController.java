package io.pocketio.interop;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.HandlerExecution;
import io.pocketio.annotation.OnAnyEvent;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.protocol.Arguments;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Profile;
import reactor.core.publisher.Mono;

/** What {@code api-annotated.js} talks to. */
@SocketController("/annotated")
@Profile("api")
class AnnotatedController {

    private final Map<String, CountDownLatch> blocked = new ConcurrentHashMap<>();

    @OnAnyEvent
    void any(SocketIoSocket socket, String event, Arguments arguments) {
        heard(socket).add(event + " " + Commands.json(arguments));
    }

    @SocketEvent("heard")
    List<String> heard(SocketIoSocket socket) {
        return list(socket, "heard");
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(SocketIoSocket socket, String name) {
        return (List<T>) socket.data().computeIfAbsent(name, key -> new CopyOnWriteArrayList<T>());
    }

    @SocketEvent("fine")
    String fine() {
        return "fine";
    }

    @SocketEvent("throw")
    String fail(String how) {
        throw failure(how);
    }

    @SocketEvent("fail-later")
    Mono<String> failLater(String how) {
        return Mono.error(failure(how));
    }

    private static RuntimeException failure(String how) {
        return switch (how) {
            case "local" -> new IllegalArgumentException(how);
            case "advice" -> new UnsupportedOperationException(how);
            default -> new IllegalStateException("on purpose: " + how);
        };
    }

    @SocketExceptionHandler
    Map<String, String> invalid(IllegalArgumentException failure) {
        return Map.of("handledBy", "controller", "text", String.valueOf(failure.getMessage()));
    }

    record Order(@NotBlank String name, @Min(1) int count, List<@Valid Line> lines) {}

    record Line(@NotBlank String sku) {}

    @SocketEvent("order")
    String order(@Valid Order order) {
        return order.name();
    }

    @SocketEvent("rename")
    String rename(int number, @NotBlank String name) {
        return name;
    }

    record Ran(List<Integer> numbers, List<String> threads) {}

    @SocketEvent("event-loop")
    void onEventLoop(SocketIoSocket socket, int number) {
        run(socket, number);
    }

    @SocketEvent("event-loop-ran")
    Ran ranOnEventLoop(SocketIoSocket socket) {
        return ran(socket);
    }

    @SocketEvent("event-loop-answer")
    int answerOnEventLoop(int number) {
        return number;
    }

    @SocketEvent("workers")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    void onWorkers(SocketIoSocket socket, int number) {
        run(socket, number);
    }

    @SocketEvent("workers-ran")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    Ran ranOnWorkers(SocketIoSocket socket) {
        return ran(socket);
    }

    @SocketEvent("workers-answer")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    int answerOnWorkers(int number) {
        return number;
    }

    private static void run(SocketIoSocket socket, int number) {
        AnnotatedController.<Integer>list(socket, "numbers").add(number);
        AnnotatedController.<String>list(socket, "threads")
                .add(Thread.currentThread().getName());
    }

    private static Ran ran(SocketIoSocket socket) {
        return new Ran(list(socket, "numbers"), list(socket, "threads"));
    }

    @SocketEvent("block")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    String block(String key) throws InterruptedException {
        return latch(key).await(10, TimeUnit.SECONDS) ? "released" : "forgotten";
    }

    @SocketEvent("release")
    void release(String key, Ack ack) {
        latch(key).countDown();
        ack.send();
    }

    private CountDownLatch latch(String key) {
        return blocked.computeIfAbsent(key, name -> new CountDownLatch(1));
    }
}
