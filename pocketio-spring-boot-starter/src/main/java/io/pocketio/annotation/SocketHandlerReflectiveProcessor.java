package io.pocketio.annotation;

import io.pocketio.SocketIoSocket;
import io.pocketio.protocol.Arguments;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.web.bind.annotation.PathVariable;

/** What a native image has to know of a handler method: that it is called, and what is bound to and from JSON. Stateless. */
final class SocketHandlerReflectiveProcessor implements ReflectiveProcessor {

    /** Their types are given to handlers as they are. */
    private static final Set<String> PACKAGES_WITHOUT_BINDING =
            Set.of(SocketIoSocket.class.getPackageName(), Arguments.class.getPackageName());

    private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

    @Override
    public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
        if (element instanceof Method method) {
            hints.registerMethod(method, ExecutableMode.INVOKE);
            int parameters = method.getParameterCount();
            if (KotlinDetector.isSuspendingFunction(method)) {
                parameters--; // the continuation
            }
            for (int i = 0; i < parameters; i++) {
                bind(hints, new MethodParameter(method, i));
            }
            bind(hints, new MethodParameter(method, -1));
        }
    }

    private void bind(ReflectionHints hints, MethodParameter parameter) {
        ResolvableType type = valueOf(ResolvableType.forMethodParameter(parameter));
        Class<?> rawType = type.toClass();
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return; // converted, not read from JSON
        }
        if (!PACKAGES_WITHOUT_BINDING.contains(rawType.getPackageName())
                && !Throwable.class.isAssignableFrom(rawType)
                && !Principal.class.isAssignableFrom(rawType)) {
            binding.registerReflectionHints(hints, type.getType());
        }
    }

    /** What JSON is made of or for: not what it comes in. */
    private static ResolvableType valueOf(ResolvableType type) {
        Class<?> rawType = type.toClass();
        boolean wrapped = rawType == Optional.class
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(rawType) != null;
        return wrapped ? valueOf(type.getGeneric()) : type;
    }
}
