package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Handles an event of all sockets of a namespace: the one named by the class's {@link SocketController}, otherwise {@code /}.
 * Allowed on methods of any bean, inherited ones and those of proxied beans included.
 *
 * <p>Parameters: {@code SocketIoSocket}, {@code Namespace}, {@code Broadcast}, {@code Rooms}, {@code Handshake},
 * {@code Principal} and its subtypes, {@code Ack}, {@code Arguments} (all, undecoded), {@code SocketIoServer}, a
 * {@code @PathVariable} of the namespace, and whatever a {@code SocketArgumentResolver} bean provides. Each other parameter takes
 * the client's next argument. A missing or {@code null} argument is the client's fault, unless the parameter is {@code Optional}
 * or marked as nullable.
 *
 * <p>Result: if the client asked for an acknowledgement, completing the method acknowledges the event, with the value or, for
 * {@code void} and an empty {@code Mono}, with no arguments. {@code Mono}, {@code CompletionStage} and other types of a single
 * later value are waited for; {@code Optional} is unwrapped; {@code Arguments.of(a, b)} gives several arguments. A method with
 * an {@code Ack} parameter answers itself.
 *
 * <p>Validation: {@code @Valid}, and constraints such as {@code @NotBlank} on the parameter itself, are honoured where the
 * application has a validator. All arguments are validated before the method is called. If the client asked for an
 * acknowledgement, it gets the invalid fields as described at {@code ArgumentNotValidException}, unless a
 * {@link SocketExceptionHandler} for that answers.
 *
 * <p>Threads: called in the socket's lane, and so must not block, unless {@link HandlerExecution} or the property
 * {@code pocketio.handlers.execution} says otherwise.
 *
 * @since 0.1
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(SocketHandlerReflectiveProcessor.class)
public @interface SocketEvent {

    /**
     * The name of the event; not one of the reserved ones, such as {@code connect}. Placeholders such as
     * <code>${chat.event}</code> are resolved.
     */
    String value();
}
