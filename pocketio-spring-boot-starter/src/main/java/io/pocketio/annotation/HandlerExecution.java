package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says where a handler method of any kind runs, or all those of a class; a method's goes before that of its class, and both
 * before the property {@code pocketio.handlers.execution}.
 *
 * <p>On a class, as in the property, it is about methods that return no later value and so may block. Those that return a
 * {@code Mono} or the like, and {@code suspend} functions, stay in the lane of the connection unless they have the annotation
 * themselves. An exception handler runs where the failure was, and so has none.
 *
 * @since 0.1
 */
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface HandlerExecution {

    /** Where to run. {@link ExecutionMode#VIRTUAL_THREADS} stops the application's start before Java 21. */
    ExecutionMode value();
}
