package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean whose handler methods belong to one namespace. Found by component scanning; on a bean that is declared otherwise it
 * only names the namespace.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface SocketController {

    /** Alias for {@link #namespace}. */
    @AliasFor("namespace")
    String value() default "/";

    /** The namespace of the handler methods. A leading slash is added where it is missing. */
    @AliasFor("value")
    String namespace() default "/";
}
