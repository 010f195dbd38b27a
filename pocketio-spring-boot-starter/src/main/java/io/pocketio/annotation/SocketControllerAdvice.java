package io.pocketio.annotation;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean whose {@link SocketExceptionHandler} methods answer for the handler methods of other beans: of all, or of those that
 * match one of the selectors. Found by component scanning, also in parents of the context.
 *
 * <p>A bean's own exception handlers go first; then the advices, those of a lower {@code @Order} before others. The first that has
 * a method for the exception, or for a supertype of it, answers; within one bean the nearest type does, and causes come last.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface SocketControllerAdvice {

    /** Alias for {@link #basePackages}. */
    @AliasFor("basePackages")
    String[] value() default {};

    /** Answers for beans whose class is in one of these packages, or below. */
    @AliasFor("value")
    String[] basePackages() default {};

    /** As {@link #basePackages}, for the packages of these classes. */
    Class<?>[] basePackageClasses() default {};

    /** Answers for beans of these types. */
    Class<?>[] assignableTypes() default {};

    /** Answers for beans whose class has one of these annotations. */
    Class<? extends Annotation>[] annotations() default {};
}
