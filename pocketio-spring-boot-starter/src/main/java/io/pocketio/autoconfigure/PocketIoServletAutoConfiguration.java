package io.pocketio.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of nothing, but for a word to operators: with Spring MVC on the classpath an application is a servlet
 * application, and its annotated handlers would be ignored in silence.
 *
 * @since 0.1
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "pocketio.enabled", matchIfMissing = true)
public final class PocketIoServletAutoConfiguration {

    private static final Logger logger = LoggerFactory.getLogger(PocketIoServletAutoConfiguration.class);

    PocketIoServletAutoConfiguration(Environment environment) {
        if (OnClusterAdapter.isNamed(environment)) {
            return; // it sends to the clients of others
        }
        logger.warn("No Socket.IO endpoint: it needs WebFlux, and this is a servlet application."
                + " Set spring.main.web-application-type=reactive, or pocketio.enabled=false to go without");
    }
}
