package io.pocketio.interop;

import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Events by which a check tells the server what to do; each is acknowledged when it is done. */
final class Commands {

    private Commands() {}

    /** A command with an answer. */
    static void answer(SocketIoSocket socket, String event, Function<Arguments, Object> command) {
        socket.on(event, (arguments, ack) -> ack.send(command.apply(arguments)));
    }

    /** A command whose answer takes its time. */
    static void later(SocketIoSocket socket, String event, Function<Arguments, Mono<? extends Object>> command) {
        socket.on(
                event,
                (arguments, ack) -> command.apply(arguments).subscribe(ack::send, failure -> {
                    throw new AssertionError(event, failure);
                }));
    }

    static void run(SocketIoSocket socket, String event, Consumer<Arguments> command) {
        socket.on(event, (arguments, ack) -> {
            command.accept(arguments);
            ack.send();
        });
    }

    static String text(Arguments arguments, int index) {
        return String.valueOf(arguments.get(index, String.class));
    }

    static String[] texts(Arguments arguments, int index) {
        String[] texts = arguments.get(index, String[].class);
        return texts == null ? new String[0] : texts;
    }

    static int number(Arguments arguments, int index) {
        Integer number = arguments.get(index, Integer.class);
        return number == null ? 0 : number;
    }

    static boolean flag(Arguments arguments, int index) {
        return index < arguments.size() && Boolean.TRUE.equals(arguments.get(index, Boolean.class));
    }

    /** The arguments from an index on. */
    static @Nullable Object[] rest(Arguments arguments, int from) {
        @Nullable Object[] values = MainController.values(arguments);
        return Arrays.copyOfRange(values, from, values.length);
    }

    /** As JSON, with bytes at the top in hexadecimal. */
    static String json(Arguments arguments) {
        @Nullable Object[] values = MainController.values(arguments);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                values[i] = "<" + HexFormat.of().formatHex(bytes) + ">";
            }
        }
        return JsonMapper.shared().writeValueAsString(values);
    }
}
