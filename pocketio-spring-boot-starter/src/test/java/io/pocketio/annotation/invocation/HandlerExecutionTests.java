package io.pocketio.annotation.invocation;

import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.OnJava21;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.HandlerExecution;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.OnDisconnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.annotation.support.HandlerExecutors;
import io.pocketio.engine.TestFrameChannel;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where handlers run, and that each socket's events keep their order there. */
class HandlerExecutionTests {

    private static final int CLIENTS = 5;
    private static final int EVENTS = 200;
    private static final Executor CALLER = Runnable::run;

    private final RecordingExecutor virtual = new RecordingExecutor();

    private TestApplication application(ExecutionMode mode, Class<?>... beans) {
        return TestApplication.of(new HandlerExecutors(mode, virtual), beans);
    }

    @Test
    void runsMethodsWhereTheySay() {
        try (TestApplication application = application(ExecutionMode.EVENT_LOOP, Modes.class)) {
            Modes modes = application.bean(Modes.class);
            TestFrameChannel client = application.connect();

            client.receive("42[\"here\"]");
            assertThat(modes.threads)
                    .containsEntry("here", Thread.currentThread().getName());
            client.receive("42[\"elastic\"]");
            await().until(() -> modes.threads.containsKey("elastic"));
            assertThat(modes.threads.get("elastic")).startsWith("boundedElastic");
            client.receive("42[\"virtual\"]");
            await().until(() -> virtual.tasks.size() == 1);
        }
    }

    @Test
    void runsReactiveMethodsInTheLaneUnlessTheySayOtherwise() {
        try (TestApplication application = application(ExecutionMode.VIRTUAL_THREADS, Modes.class, Elastic.class)) {
            Modes modes = application.bean(Modes.class);
            TestFrameChannel client = application.connect();

            client.receive("42[\"mono\"]");
            assertThat(modes.threads)
                    .containsEntry("mono", Thread.currentThread().getName());
            client.receive("42[\"elastic mono\"]");
            await().until(() -> modes.threads.containsKey("elastic mono"));
            assertThat(modes.threads.get("elastic mono")).startsWith("boundedElastic");

            TestFrameChannel other = application.connect("/elastic", "");
            await().until(() -> modes.threads.containsKey("connect"));
            other.receive("42/elastic,[\"class mono\"]");
            await().until(() -> modes.threads.containsKey("class mono"));
            assertThat(modes.threads.get("class mono")).doesNotStartWith("boundedElastic");
        }
    }

    @Test
    void runsAllKindsOfHandlersOfAClassWhereItSays() {
        try (TestApplication application = application(ExecutionMode.EVENT_LOOP, Modes.class, Elastic.class)) {
            Modes modes = application.bean(Modes.class);
            TestFrameChannel client = application.connect("/elastic", "");
            client.receive("42/elastic,[\"class\"]");
            client.receive("41/elastic,");

            await().until(() -> modes.threads.containsKey("disconnect"));
            assertThat(modes.threads)
                    .allSatisfy((name, thread) -> assertThat(thread).as(name).startsWith("boundedElastic"))
                    .containsKeys("connect", "class", "disconnect");
        }
    }

    @Test
    void putsTheMethodBeforeItsClass() {
        try (TestApplication application = application(ExecutionMode.BOUNDED_ELASTIC, Modes.class, Overriding.class)) {
            application.connect().receive("42[\"override\"]");

            assertThat(application.bean(Modes.class).threads)
                    .containsEntry("override", Thread.currentThread().getName());
        }
    }

    @Test
    void keepsTheOrderInTheLane() {
        floodsInOrder(new HandlerExecutors(ExecutionMode.EVENT_LOOP, null));
    }

    @Test
    void keepsTheOrderOnBoundedElasticWorkers() {
        floodsInOrder(new HandlerExecutors(ExecutionMode.BOUNDED_ELASTIC, null));
    }

    @Test
    @OnJava21
    void keepsTheOrderOnVirtualThreads() {
        floodsInOrder(new HandlerExecutors(ExecutionMode.VIRTUAL_THREADS, new VirtualThreadTaskExecutor("test-")));
    }

    private static void floodsInOrder(HandlerExecutors executors) {
        try (TestApplication application = TestApplication.of(executors, Flood.class)) {
            Flood flood = application.bean(Flood.class);
            List<TestFrameChannel> clients = new ArrayList<>();
            IntStream.range(0, CLIENTS).forEach(i -> clients.add(application.connect()));
            for (int event = 0; event < EVENTS; event++) {
                for (TestFrameChannel client : clients) {
                    client.receive("42[\"" + (event % 3 == 0 ? "reactive" : "blocking") + "\"," + event + "]");
                }
            }

            List<Integer> expected = IntStream.range(0, EVENTS).boxed().toList();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(flood.received)
                            .hasSize(CLIENTS)
                            .allSatisfy((sid, numbers) -> assertThat(numbers).isEqualTo(expected)));
        }
    }

    @Test
    void refusesVirtualThreadsWhereThereAreNone() {
        assertThat(refusal(WantsVirtual.class))
                .isEqualTo("@SocketEvent method " + WantsVirtual.class.getName()
                        + ".x() is to run on virtual threads, which Java has from version 21 on."
                        + " Run the application on a newer Java, or choose BOUNDED_ELASTIC in @HandlerExecution.");
    }

    @Test
    void refusesExceptionHandlersThatSayWhereToRun() {
        assertThat(refusal(ExceptionMode.class))
                .endsWith("says where to run, but runs where the failure was."
                        + " Remove @HandlerExecution, or put it on the methods whose failures it answers.");
    }

    static final class RecordingExecutor implements Executor {

        final List<Runnable> tasks = new CopyOnWriteArrayList<>();

        private boolean tried;

        @Override
        public void execute(Runnable task) {
            if (tried) { // the first task is to see what the executor does
                tasks.add(task);
                CALLER.execute(task);
            }
            tried = true;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    @interface Blocking {}

    static class Modes {

        final Map<String, String> threads = new ConcurrentHashMap<>();

        void note(String what) {
            threads.put(what, Thread.currentThread().getName());
        }

        @SocketEvent("here")
        @HandlerExecution(ExecutionMode.EVENT_LOOP)
        void here() {
            note("here");
        }

        @SocketEvent("elastic")
        @Blocking
        void elastic() {
            note("elastic");
        }

        @SocketEvent("virtual")
        @HandlerExecution(ExecutionMode.VIRTUAL_THREADS)
        void virtual() {
            note("virtual");
        }

        @SocketEvent("mono")
        Mono<Void> mono() {
            note("mono");
            return Mono.empty();
        }

        @SocketEvent("elastic mono")
        @Blocking
        Mono<Void> elasticMono() {
            note("elastic mono");
            return Mono.empty();
        }
    }

    @SocketController("/elastic")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    static class Elastic {

        private final Modes modes;

        Elastic(Modes modes) {
            this.modes = modes;
        }

        @OnConnect
        void joined() {
            modes.note("connect");
        }

        @SocketEvent("class")
        void handle() {
            modes.note("class");
        }

        @SocketEvent("class mono")
        Mono<Void> mono() {
            modes.note("class mono");
            return Mono.empty();
        }

        @OnDisconnect
        void left() {
            modes.note("disconnect");
        }
    }

    @Blocking
    static class Overriding {

        private final Modes modes;

        Overriding(Modes modes) {
            this.modes = modes;
        }

        @SocketEvent("override")
        @HandlerExecution(ExecutionMode.EVENT_LOOP)
        void override() {
            modes.note("override");
        }
    }

    static class Flood {

        final Map<String, List<Integer>> received = new ConcurrentHashMap<>();

        private void receive(SocketIoSocket socket, int number) {
            received.computeIfAbsent(socket.id(), id -> new CopyOnWriteArrayList<>())
                    .add(number);
        }

        @SocketEvent("blocking")
        void blocking(SocketIoSocket socket, int number) {
            receive(socket, number);
        }

        @SocketEvent("reactive")
        Mono<Void> reactive(SocketIoSocket socket, int number) {
            receive(socket, number);
            return Mono.<Void>empty().subscribeOn(Schedulers.parallel());
        }
    }

    static class WantsVirtual {

        @SocketEvent("x")
        @HandlerExecution(ExecutionMode.VIRTUAL_THREADS)
        void x() {}
    }

    static class ExceptionMode {

        @SocketEvent("x")
        void x() {}

        @SocketExceptionHandler
        @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
        void failed(RuntimeException failure) {}
    }
}
