package io.pocketio.annotation.discovery;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callIn;
import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

class ProxiedHandlerTests {

    @Test
    void callsThroughAClassProxy() {
        try (TestApplication application = TestApplication.of(ClassProxies.class, Plain.class)) {
            assertThat(AopUtils.isCglibProxy(application.bean(Plain.class))).isTrue();

            assertThat(call(application.connect(), "\"hello\"", "\"a\"")).isEqualTo("[\"hello a\"]");
            assertThat(application.bean(Calls.class).names).contains("hello");
        }
    }

    @Test
    void callsThroughAnInterfaceProxy() {
        try (TestApplication application = TestApplication.of(InterfaceProxies.class, Greeter.class)) {
            assertThat(AopUtils.isJdkDynamicProxy(application.bean(Greeting.class)))
                    .isTrue();

            assertThat(callIn("/greet", application, "\"hello\"", "\"a\"")).isEqualTo("[\"hello a\"]");
            assertThat(application.bean(Calls.class).names).contains("hello");
        }
    }

    @Test
    void refusesMethodsThatAnInterfaceProxyLacks() {
        assertThat(refusal(InterfaceProxies.class, Hidden.class))
                .isEqualTo("@SocketEvent method " + Hidden.class.getName() + ".extra() cannot be called: its bean '"
                        + "proxiedHandlerTests.Hidden' is a proxy that has the interfaces of the class only."
                        + " Declare the method in one of them, or have the class itself proxied"
                        + " (spring.aop.proxy-target-class=true, or proxyTargetClass of the annotation that proxies).");
    }

    @Test
    void refusesFinalMethodsOfClassProxies() {
        assertThat(refusal(ClassProxies.class, Final.class))
                .contains("is final, and its bean")
                .endsWith("Remove the modifier.");
    }

    @Test
    void findsHandlersOfScopedProxies() {
        try (TestApplication application = TestApplication.of(Scoped.class)) {
            assertThat(callIn("/scoped", application, "\"hello\"", "\"a\"")).isEqualTo("[\"hello a\"]");
        }
    }

    @Test
    void makesLazyBeansWhenTheirFirstEventComes() {
        LazyBean.made = 0;
        try (TestApplication application = TestApplication.of(LazyBean.class)) {
            assertThat(LazyBean.made).isZero();

            assertThat(call(application.connect(), "\"count\"")).isEqualTo("[1]");
            assertThat(call(application.connect(), "\"count\"")).isEqualTo("[1]");
        }
    }

    @Test
    void callsANewPrototypeEachTime() {
        try (TestApplication application = TestApplication.of(Prototype.class)) {
            assertThat(call(application.connect(), "\"count\"")).isEqualTo("[1]");
            assertThat(call(application.connect(), "\"count\"")).isEqualTo("[1]");
        }
    }

    @Test
    void findsHandlersOfConfigurationClasses() {
        try (TestApplication application = TestApplication.of(HandlingConfiguration.class)) {
            assertThat(call(application.connect(), "\"hello\"", "\"a\"")).isEqualTo("[\"hello a\"]");
        }
    }

    @Test
    void findsHandlersOfWhatFactoriesMakeButNotOfFactories() {
        try (TestApplication application = TestApplication.of(PlainFactory.class)) {
            assertThat(call(application.connect(), "\"hello\"", "\"a\"")).isEqualTo("[\"hello a\"]");
            TestApplication.callInVain(application.connect(), "\"factory\"");
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Logged {}

    static class Calls implements MethodInterceptor {

        final List<String> names = new ArrayList<>();

        @Override
        public Object invoke(org.aopalliance.intercept.MethodInvocation invocation) throws Throwable {
            names.add(invocation.getMethod().getName());
            return invocation.proceed();
        }
    }

    static class Proxies {

        @Bean
        static Calls calls() {
            return new Calls();
        }

        @Bean
        static Advisor advisor(Calls calls) {
            return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forClassAnnotation(Logged.class), calls);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ClassProxies extends Proxies {

        @Bean
        static DefaultAdvisorAutoProxyCreator proxyCreator() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InterfaceProxies extends Proxies {

        @Bean
        static DefaultAdvisorAutoProxyCreator proxyCreator() {
            return new DefaultAdvisorAutoProxyCreator();
        }
    }

    @Logged
    static class Plain {

        private final String greeting;

        Plain() {
            greeting = "hello ";
        }

        @SocketEvent("hello")
        String hello(String name) {
            return greeting + name;
        }
    }

    interface Greeting {

        @SocketEvent("hello")
        String hello(String name);
    }

    @Logged
    @SocketController("/greet")
    static class Greeter implements Greeting {

        @Override
        public String hello(String name) {
            return "hello " + name;
        }
    }

    @Logged
    static class Hidden implements Greeting {

        @Override
        public String hello(String name) {
            return "hello " + name;
        }

        @SocketEvent("extra")
        void extra() {}
    }

    @Logged
    static class Final {

        @SocketEvent("hello")
        final String hello(String name) {
            return name;
        }
    }

    @SocketController("/scoped")
    @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class Scoped {

        @SocketEvent("hello")
        String hello(String name) {
            return "hello " + name;
        }
    }

    @Lazy
    static class LazyBean {

        static int made;

        LazyBean() {
            made++;
        }

        @SocketEvent("count")
        int count() {
            return made;
        }
    }

    @Scope("prototype")
    static class Prototype {

        int count;

        @SocketEvent("count")
        int count() {
            return ++count;
        }
    }

    @Configuration
    static class HandlingConfiguration {

        @SocketEvent("hello")
        String hello(String name) {
            return "hello " + name;
        }
    }

    static class PlainFactory implements FactoryBean<Plain> {

        @SocketEvent("factory")
        String factory() {
            return "factory";
        }

        @Override
        public Plain getObject() {
            return new Plain();
        }

        @Override
        public Class<?> getObjectType() {
            return Plain.class;
        }
    }
}
