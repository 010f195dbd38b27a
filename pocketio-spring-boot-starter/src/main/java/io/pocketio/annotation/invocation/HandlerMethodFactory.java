package io.pocketio.annotation.invocation;

import io.pocketio.SocketIoServer;
import io.pocketio.annotation.binding.ArgumentBinders;
import io.pocketio.annotation.binding.ArgumentValidation;
import io.pocketio.annotation.signature.HandlerResult;
import io.pocketio.annotation.signature.HandlerSignature;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.annotation.support.SocketArgumentResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.convert.ConversionService;
import org.springframework.validation.Validator;

/** Makes methods ready to be called. Immutable. */
public final class HandlerMethodFactory {

    private final ArgumentBinders binders;
    private final @Nullable Validator validator;

    public HandlerMethodFactory(
            SocketIoServer server,
            List<SocketArgumentResolver> resolvers,
            ConversionService conversion,
            List<String> describingAnnotations,
            @Nullable Validator validator) {
        this.binders = new ArgumentBinders(server, resolvers, conversion, describingAnnotations);
        this.validator = validator;
    }

    /** @throws InvalidSocketHandlerException when it cannot work */
    public SocketHandlerMethod create(HandlerSignature signature, HandlerBean bean) {
        ArgumentValidation.Builder validation = new ArgumentValidation.Builder(validator, signature);
        return new SocketHandlerMethod(
                signature,
                bean,
                bean.invocable(signature),
                binders.of(signature, validation),
                validation.build(),
                HandlerResult.of(signature, ReactiveAdapterRegistry.getSharedInstance()));
    }
}
