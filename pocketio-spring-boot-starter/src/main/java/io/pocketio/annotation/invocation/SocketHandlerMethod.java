package io.pocketio.annotation.invocation;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.binding.ArgumentBinder;
import io.pocketio.annotation.binding.ArgumentValidation;
import io.pocketio.annotation.binding.PathVariableBinder;
import io.pocketio.annotation.signature.HandlerResult;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.protocol.Arguments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.CoroutinesUtils;
import reactor.core.publisher.Mono;

/**
 * A handler method that is ready to be called: all that can be known before a call is known. Thread-safe.
 *
 * <p>Called through {@link Method#invoke}: a method handle is only faster where the compiler sees it as a constant, and it
 * cannot see that of a field.
 */
public final class SocketHandlerMethod {

    private final HandlerBean bean;
    private final Method method;
    private final boolean suspending;
    private final ArgumentBinder[] binders;
    private final @Nullable ArgumentValidation validation;
    private final HandlerResult result;
    private final String description;

    /** @param method what to call on the bean; of an interface when the bean is a proxy of that interface */
    SocketHandlerMethod(
            HandlerSignature signature,
            HandlerBean bean,
            Method method,
            ArgumentBinder[] binders,
            @Nullable ArgumentValidation validation,
            HandlerResult result) {
        this.bean = bean;
        this.method = method;
        this.suspending = signature.isSuspending();
        this.binders = binders;
        this.validation = validation;
        this.result = result;
        this.description = signature.describe();
    }

    public HandlerResult result() {
        return result;
    }

    /** Of its parameters. */
    public List<PathVariableBinder> pathVariables() {
        List<PathVariableBinder> variables = new ArrayList<>();
        for (ArgumentBinder binder : binders) {
            if (binder instanceof PathVariableBinder variable) {
                variables.add(variable);
            }
        }
        return variables;
    }

    /**
     * Binds and validates the arguments, and calls the method.
     *
     * @throws Throwable what the method throws, or the binding of an argument
     */
    @Nullable
    Object invoke(SocketIoSocket socket, Arguments arguments, Ack ack) throws Throwable {
        @Nullable Object[] values = new Object[binders.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = binders[i].bind(socket, arguments, ack);
        }
        Object target = bean.get();
        if (validation != null) {
            validation.validate(target, method, values);
        }
        if (suspending) {
            return Suspending.invoke(method, target, values);
        }
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException failure) {
            throw failure.getTargetException();
        }
    }

    @Override
    public String toString() {
        return description;
    }

    /** Apart, because it cannot be loaded without Kotlin. */
    private static final class Suspending {

        static Mono<?> invoke(Method method, Object bean, @Nullable Object[] values) {
            return Mono.from(CoroutinesUtils.invokeSuspendingFunction(method, bean, values));
        }
    }
}
