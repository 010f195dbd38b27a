package io.pocketio.annotation.discovery;

import io.pocketio.NamespaceHandlers;
import io.pocketio.NamespaceLease;
import io.pocketio.SocketIoServer;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.signature.HandlerNamespace;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Finds the namespaces that classes name, and leases their like of the server. Confined to the starting thread. */
final class HandlerNamespaces {

    private final SocketIoServer server;
    private final Placeholders placeholders;

    private final Disposable.Composite leases = Disposables.composite();

    HandlerNamespaces(SocketIoServer server, Placeholders placeholders) {
        this.server = server;
        this.placeholders = placeholders;
    }

    /** @throws InvalidSocketHandlerException when a placeholder has no value */
    HandlerNamespace of(Class<?> beanType) {
        SocketController controller = AnnotatedElementUtils.findMergedAnnotation(beanType, SocketController.class);
        if (controller == null) {
            return HandlerNamespace.MAIN;
        }
        return HandlerNamespace.of(placeholders.resolve(
                controller.namespace(), reason -> invalid(controller.namespace(), beanType, reason, null)));
    }

    /** @throws InvalidSocketHandlerException when there can be no such namespace */
    NamespaceHandlers handlers(HandlerNamespace namespace, Class<?> beanType) {
        String name = namespace.name();
        try {
            NamespaceLease<?> lease = namespace.isTemplate() ? server.leaseTemplate(name) : server.lease(name);
            leases.add(lease);
            return lease.namespace();
        } catch (IllegalArgumentException failure) {
            throw invalid(name, beanType, String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Ends the leases: what nobody else has asked for goes. */
    void release() {
        leases.dispose();
    }

    private static InvalidSocketHandlerException invalid(
            String name, Class<?> beanType, String reason, @Nullable Throwable cause) {
        return new InvalidSocketHandlerException(
                "The namespace '" + name + "' of the @SocketController " + beanType.getName() + " makes no sense: "
                        + reason + ".",
                "Name a namespace such as /chat, or a template such as /tenants/{tenant}; and give placeholders"
                        + " (${…}) a value in the application's properties.",
                cause);
    }
}
