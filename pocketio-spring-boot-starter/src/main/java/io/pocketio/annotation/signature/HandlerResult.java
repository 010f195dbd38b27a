package io.pocketio.annotation.signature;

import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Mono;

/** What a handler method returns: nothing or a value, now or later. Immutable. */
public final class HandlerResult {

    private final boolean suspending;
    private final @Nullable ReactiveAdapter adapter;
    private final boolean isVoid;

    private HandlerResult(boolean suspending, @Nullable ReactiveAdapter adapter, boolean isVoid) {
        this.suspending = suspending;
        this.adapter = adapter;
        this.isVoid = isVoid;
    }

    public static HandlerResult of(HandlerSignature signature, ReactiveAdapterRegistry registry) {
        boolean suspending = signature.isSuspending();
        if (suspending && !KotlinDetector.isKotlinReflectPresent()) {
            throw signature.invalid(
                    "is a suspend function, which cannot be called without kotlin-reflect",
                    "Add org.jetbrains.kotlin:kotlin-reflect and kotlinx-coroutines-reactor to the class path.");
        }
        ResolvableType type = ResolvableType.forMethodParameter(signature.getReturnType());
        ReactiveAdapter adapter = registry.getAdapter(type.toClass());
        if (adapter != null && adapter.isMultiValue()) {
            throw signature.invalid(
                    "returns " + type.toClass().getSimpleName() + ", but an event is acknowledged once",
                    suspending ? "Return a list instead." : "Return Mono<List<T>> instead.");
        }
        return new HandlerResult(suspending, adapter, isVoid(type, adapter));
    }

    /** Whether the value comes later, so that the method itself does not block. */
    public boolean isLater() {
        return suspending || adapter != null;
    }

    public boolean isVoid() {
        return isVoid;
    }

    /** For a result that comes later. */
    public Mono<?> mono(@Nullable Object result) {
        if (result instanceof Mono<?> mono) {
            return mono;
        }
        return adapter == null ? Mono.justOrEmpty(result) : Mono.from(adapter.toPublisher(result));
    }

    private static boolean isVoid(ResolvableType type, @Nullable ReactiveAdapter adapter) {
        if (adapter == null) {
            return isVoid(type.toClass());
        }
        return adapter.isNoValue() || isVoid(type.getGeneric().toClass());
    }

    /** Kotlin's {@code Unit} by its name: Kotlin need not be there. */
    private static boolean isVoid(Class<?> type) {
        return type == void.class || type == Void.class || type.getName().equals("kotlin.Unit");
    }
}
