package io.pocketio.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/**
 * Matches all but servlet applications, which cannot be served. Those without a web server match: beans that need the server
 * can be tested there.
 */
public final class OnServerCapableApplication extends NoneNestedConditions {

    OnServerCapableApplication() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnWebApplication(type = Type.SERVLET)
    static final class ServletApplication {}
}
