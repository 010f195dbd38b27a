package io.pocketio.autoconfigure;

import io.pocketio.Broadcast;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says why an application has no server that its beans could use, and what to do about it. Before Spring Boot's own analysis. */
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class MissingServerFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    private static final Set<Class<?>> OURS = Set.of(SocketIoServer.class, Broadcast.class, Rooms.class);

    private final BeanFactory beans;
    private final Environment environment;

    MissingServerFailureAnalyzer(BeanFactory beans, Environment environment) {
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        Class<?> type = cause.getResolvableType() == null
                ? null
                : cause.getResolvableType().resolve();
        if (cause instanceof NoUniqueBeanDefinitionException || type == null || !OURS.contains(type)) {
            return null;
        }
        String problem = wanter(rootFailure) + " needs a bean of type " + type.getName() + ", and there is none: ";
        if (!environment.getProperty("pocketio.enabled", Boolean.class, true)) {
            return new FailureAnalysis(
                    problem + "pocketio.enabled is false.",
                    "Set pocketio.enabled=true; or ask for an ObjectProvider<" + type.getSimpleName()
                            + "> where the application is to run without.",
                    cause);
        }
        if (isServletApplication()) {
            return new FailureAnalysis(
                    problem + "the Socket.IO server needs WebFlux, and this is a servlet application.",
                    "Set spring.main.web-application-type=reactive, or replace spring-boot-starter-webmvc (or -web) by"
                            + " spring-boot-starter-webflux.",
                    cause);
        }
        return new FailureAnalysis(
                problem + "the auto-configuration of the starter has not made it.",
                "Check that the application has @SpringBootApplication or @EnableAutoConfiguration, that it does not exclude"
                        + " PocketIoAutoConfiguration, and, in a test of a slice, import that; start with --debug to see why"
                        + " it does not match.",
                cause);
    }

    private static String wanter(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnsatisfiedDependencyException unsatisfied) {
                InjectionPoint point = unsatisfied.getInjectionPoint();
                return point == null
                        ? "Bean '" + unsatisfied.getBeanName() + "'"
                        : point.getMember().getDeclaringClass().getName();
            }
        }
        return "The application";
    }

    private boolean isServletApplication() {
        return beans instanceof ListableBeanFactory all
                && all.getBeanNamesForType(PocketIoServletAutoConfiguration.class, true, false).length > 0;
    }
}
