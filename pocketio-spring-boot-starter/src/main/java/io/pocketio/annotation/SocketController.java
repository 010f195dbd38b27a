package io.pocketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean whose handler methods belong to one namespace, or to all that a template describes. Found by component scanning; on a
 * bean that is declared otherwise it only names the namespace.
 *
 * <p>A name with braces, such as <code>/tenants/{tenant}</code>, is a template: a namespace of that form comes into being when a
 * client asks for it, and a parameter with Spring's {@code @PathVariable} takes what stands in place of the variable, converted
 * to its type. A {@code Namespace} parameter is the namespace that the client is in. A client that asks for a namespace whose
 * variables do not fit the parameters' types is refused with "Invalid namespace", as it is where there is none.
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

    /**
     * The namespace of the handler methods, or a template. A leading slash is added where it is missing, and placeholders such
     * as <code>${chat.namespace}</code> are resolved.
     */
    @AliasFor("value")
    String namespace() default "/";
}
