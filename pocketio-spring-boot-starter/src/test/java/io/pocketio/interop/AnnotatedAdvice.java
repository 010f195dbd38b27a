package io.pocketio.interop;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketControllerAdvice;
import io.pocketio.annotation.SocketExceptionHandler;
import java.util.Map;
import org.springframework.context.annotation.Profile;

/** Answers for {@link AnnotatedController} where it has no answer itself. */
@SocketControllerAdvice(assignableTypes = AnnotatedController.class)
@Profile("api")
class AnnotatedAdvice {

    @SocketExceptionHandler
    Map<String, String> unsupported(SocketIoSocket socket, UnsupportedOperationException failure) {
        String text = String.valueOf(failure.getMessage());
        socket.emit("trouble", text);
        return Map.of("handledBy", "advice", "text", text);
    }

    /** The controller's own goes first. */
    @SocketExceptionHandler
    Map<String, String> invalid(IllegalArgumentException failure) {
        return Map.of("handledBy", "advice instead of the controller");
    }
}
