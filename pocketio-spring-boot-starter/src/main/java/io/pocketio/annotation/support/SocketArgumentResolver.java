package io.pocketio.annotation.support;

import io.pocketio.SocketIoSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;

/**
 * Gives values to parameters of handler methods that the library knows nothing of. A bean of this type is asked before the
 * built-in kinds of parameters. Thread-safe.
 *
 * @since 0.1
 */
public interface SocketArgumentResolver {

    /**
     * Asked once for each parameter, when the application starts. A parameter of no other kind that is not supported takes an
     * argument of the client; one with an annotation by which another framework says where its value comes from stops the start.
     */
    boolean supports(MethodParameter parameter);

    /** The value for a call. Must not block: called where the handler method is. An exception is the handler's failure. */
    @Nullable
    Object resolve(MethodParameter parameter, SocketIoSocket socket);
}
