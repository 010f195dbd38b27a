package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Answers exceptions of the other handler methods of the same bean, or in a {@link SocketControllerAdvice} those of other beans;
 * those of binding and validating arguments included.
 * The parameter that is an exception says which; of several methods the one with the nearest supertype is called. Where none of the
 * bean takes the exception itself, one may take its cause, as in Spring.
 *
 * <p>Take exceptions of the application's own. Wide ones are thrown by others, too: an {@code IllegalArgumentException} may be
 * the server's, about a value that the application wanted to send and that has no JSON, which no client should be blamed for.
 *
 * <p>Parameters: the exception; a {@code String} for the name of the event, {@code connect} and {@code disconnect} being those
 * of the respective methods; and those of {@link SocketEvent} that concern the socket and not the event.
 *
 * <p>Result: the value becomes the acknowledgement, if the client asked for one. A method that gives no value sends nothing: a
 * failure must not look like a success. A socket whose {@link OnConnect} method failed is disconnected all the same.
 *
 * <p>An exception that no method takes is logged, and the client is told nothing; but for an {@code ArgumentNotValidException},
 * which has an answer of its own.
 *
 * @since 0.1
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(SocketHandlerReflectiveProcessor.class)
public @interface SocketExceptionHandler {}
