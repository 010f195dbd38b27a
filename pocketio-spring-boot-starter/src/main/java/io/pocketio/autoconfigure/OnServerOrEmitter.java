package io.pocketio.autoconfigure;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Conditional;

/** Matches where something of this starter sends: a server, or what sends to the clients of others. */
final class OnServerOrEmitter extends AnyNestedCondition {

    OnServerOrEmitter() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBooleanProperty(name = "pocketio.enabled", matchIfMissing = true)
    @Conditional(OnServerCapableApplication.class)
    static final class Server {}

    @Conditional(OnClusterAdapter.class)
    static final class Emitter {}
}
