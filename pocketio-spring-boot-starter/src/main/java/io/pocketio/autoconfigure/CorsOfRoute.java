package io.pocketio.autoconfigure;

import io.pocketio.webflux.CorsRouterFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.function.server.RouterFunction;

/** Has {@code pocketio.cors} hold for the route, also for one of the application's own. Thread-safe. */
final class CorsOfRoute implements BeanPostProcessor {

    private final ObjectProvider<PocketIoProperties> properties;

    CorsOfRoute(ObjectProvider<PocketIoProperties> properties) {
        this.properties = properties;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!beanName.equals(PocketIoWebFluxAutoConfiguration.ROUTE) || !(bean instanceof RouterFunction<?> route)) {
            return bean;
        }
        CorsConfiguration cors = properties.getObject().cors().toCorsConfiguration();
        return cors == null ? route : new CorsRouterFunction(route, cors);
    }
}
