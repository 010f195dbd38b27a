package io.pocketio.annotation.signature;

import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.HandlerExecution;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.Order;

/** A handler method as the application's class declares it, for the time of the start. Confined to the starting thread. */
public final class HandlerSignature extends AnnotatedMethod {

    private static final DefaultParameterNameDiscoverer PARAMETER_NAMES = new DefaultParameterNameDiscoverer();

    private final HandlerKind kind;
    private final HandlerNamespace namespace;
    private final Class<?> beanType;

    /** @param beanType the application's class, not that of a proxy; gives type variables their values */
    public HandlerSignature(HandlerKind kind, HandlerNamespace namespace, Method method, Class<?> beanType) {
        super(method);
        this.kind = kind;
        this.namespace = namespace;
        this.beanType = beanType;
        checkModifiers();
    }

    public HandlerKind kind() {
        return kind;
    }

    public HandlerNamespace namespace() {
        return namespace;
    }

    public Class<?> beanType() {
        return beanType;
    }

    @Override
    protected Class<?> getContainingClass() {
        return beanType;
    }

    /** What the method itself says; {@code null} for nothing. */
    @Nullable
    public ExecutionMode executionMode() {
        HandlerExecution execution = AnnotatedElementUtils.findMergedAnnotation(getMethod(), HandlerExecution.class);
        return execution == null ? null : execution.value();
    }

    /** What the class says. */
    public ExecutionMode executionModeOfClass(ExecutionMode otherwise) {
        HandlerExecution execution = AnnotatedElementUtils.findMergedAnnotation(beanType, HandlerExecution.class);
        return execution == null ? otherwise : execution.value();
    }

    public int order(int otherwise) {
        Order order = AnnotatedElementUtils.findMergedAnnotation(getMethod(), Order.class);
        return order == null ? otherwise : order.value();
    }

    /** Whether it is a Kotlin {@code suspend} function. */
    public boolean isSuspending() {
        return KotlinDetector.isSuspendingFunction(getBridgedMethod());
    }

    /** Those that are to be bound: the continuation that Kotlin adds is not. */
    public MethodParameter[] parameters() {
        MethodParameter[] all = getMethodParameters();
        for (MethodParameter parameter : all) {
            parameter.initParameterNameDiscovery(PARAMETER_NAMES);
        }
        return isSuspending() ? Arrays.copyOf(all, all.length - 1) : all;
    }

    /** Class, method and types of the parameters. */
    public String describe() {
        StringJoiner types =
                new StringJoiner(", ", beanType.getName() + "." + getMethod().getName() + "(", ")");
        for (MethodParameter parameter : parameters()) {
            types.add(parameter.getParameterType().getSimpleName());
        }
        return types.toString();
    }

    /**
     * @param problem continues the sentence that the method starts
     * @param remedy a sentence
     */
    public InvalidSocketHandlerException invalid(String problem, String remedy) {
        return new InvalidSocketHandlerException(kind + " method " + describe() + " " + problem + ".", remedy, null);
    }

    private void checkModifiers() {
        int modifiers = getMethod().getModifiers();
        if (Modifier.isStatic(modifiers)) {
            throw invalid("is static", "Make it an instance method: it is called on the bean.");
        }
        if (Modifier.isPrivate(modifiers)) {
            throw invalid(
                    "is private", "Make it at least package-private: a proxy of the bean could not pass the call on.");
        }
    }

    /** The name of a parameter, or its position where the class was compiled without names. */
    static String nameOf(MethodParameter parameter) {
        String name = parameter.getParameterName();
        return name != null ? name : "argument " + parameter.getParameterIndex();
    }
}
