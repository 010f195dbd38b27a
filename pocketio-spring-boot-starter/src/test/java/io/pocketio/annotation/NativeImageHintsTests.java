package io.pocketio.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.invocation.KotlinHandlers;
import io.pocketio.protocol.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.web.bind.annotation.PathVariable;
import reactor.core.publisher.Mono;

class NativeImageHintsTests {

    private final RuntimeHints hints = hintsFor(Handlers.class);

    @ParameterizedTest
    @ValueSource(strings = {"order", "joined", "left", "failed", "raw", "any", "variable"})
    void letHandlersBeCalled(String method) {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Handlers.class, method))
                .accepts(hints);
    }

    @ParameterizedTest
    @ValueSource(classes = {Order.class, Item.class, Note.class, Login.class})
    void letArgumentsBeRead(Class<?> type) {
        assertThat(isBound(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {Receipt.class, Stored.class, Problem.class})
    void letAcknowledgementsBeWritten(Class<?> type) {
        assertThat(isBound(type)).isTrue();
    }

    @Test
    void leaveOutWhatIsNoJson() {
        for (Class<?> type : List.of(
                Mono.class,
                CompletionStage.class,
                Optional.class,
                SocketIoSocket.class,
                Ack.class,
                Arguments.class,
                Tenant.class,
                RefusedException.class)) {
            assertThat(hints.reflection().getTypeHint(type)).as(type.getName()).isNull();
        }
    }

    @Test
    void knowKotlinFunctions() {
        RuntimeHints ofKotlin = hintsFor(KotlinHandlers.class);

        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(KotlinHandlers.class, "suspended"))
                .accepts(ofKotlin);
        assertThat(ofKotlin.reflection().getTypeHint(TypeReference.of("kotlin.coroutines.Continuation")))
                .isNull();
    }

    private boolean isBound(Class<?> record) {
        return RuntimeHintsPredicates.reflection()
                .onConstructorInvocation(record.getDeclaredConstructors()[0])
                .and(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(record, record.getRecordComponents()[0].getName()))
                .test(hints);
    }

    private static RuntimeHints hintsFor(Class<?> bean) {
        RuntimeHints hints = new RuntimeHints();
        new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, bean);
        return hints;
    }

    record Order(List<Item> items) {}

    record Item(String name) {}

    record Note(String text) {}

    record Login(String nick) {}

    record Tenant(String name) {}

    record Receipt(String id) {}

    record Stored(int size) {}

    record Problem(String message) {}

    static class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public String getReason() {
            return "";
        }
    }

    static class Handlers {

        @SocketEvent("order")
        Mono<List<Receipt>> order(SocketIoSocket socket, Order order, Optional<Note> note) {
            return Mono.empty();
        }

        @SocketEvent("store")
        CompletionStage<Map<String, Stored>> store(byte[] file) {
            throw new AssertionError();
        }

        @SocketEvent("raw")
        @SuppressWarnings("rawtypes")
        Mono raw(Arguments arguments) {
            return Mono.empty();
        }

        @SocketEvent("ack")
        void ack(Ack ack) {}

        @OnAnyEvent
        void any(String event, Arguments arguments) {}

        @SocketEvent("variable")
        void variable(@PathVariable Tenant tenant) {}

        @OnConnect
        void joined(Login auth) {}

        @OnDisconnect
        void left() {}

        @SocketExceptionHandler
        Problem failed(RefusedException failure) {
            return new Problem(failure.getReason());
        }
    }
}
