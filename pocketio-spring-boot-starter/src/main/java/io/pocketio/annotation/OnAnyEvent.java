package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Called for each event of all sockets of the namespace of the class, whether somebody handles it or not, and ahead of its
 * handler: Node's {@code socket.onAny}. There may be several; those of a lower {@code @Order}, of the method or else of the class,
 * are called first. See {@link SocketEvent} for threads.
 *
 * <p>Parameters: a {@code String} for the name of the event, {@code Arguments} for all of its arguments, {@code Ack}, and those of
 * {@link SocketEvent} that concern the socket. The method returns nothing, or {@code Mono<Void>} and its like: the event is
 * acknowledged by its handler, or by an {@code Ack}; the first answer counts.
 *
 * <p>A failure goes to a {@link SocketExceptionHandler}, whose result answers the client only if this method has an {@code Ack}. The
 * event is handled all the same.
 *
 * @since 0.1
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(SocketHandlerReflectiveProcessor.class)
public @interface OnAnyEvent {}
