package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Called for each socket that connects to the namespace of the class, before any of its events; see {@link SocketEvent} for
 * parameters and threads. One parameter more may take the client's {@code auth} payload; a nullable or {@code Optional} one is
 * absent when the client sent none. The method returns nothing, or {@code Mono<Void>} and its like.
 *
 * <p>A socket whose method fails is disconnected.
 *
 * @since 0.1
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(SocketHandlerReflectiveProcessor.class)
public @interface OnConnect {}
