package io.pocketio.annotation.discovery;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.callIn;
import static io.pocketio.annotation.discovery.TestApplication.callInVain;
import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.support.SocketArgumentResolver;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.MethodParameter;
import org.springframework.core.OverridingClassLoader;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.annotation.Order;

class HandlerDiscoveryTests {

    @Test
    void findsHandlersInAnyBeanForTheMainNamespace() {
        try (TestApplication application = TestApplication.with(Plain.class, Plain::new)) {
            assertThat(call(application.connect(), "\"where\"")).isEqualTo("[\"/\"]");
        }
    }

    @Test
    void takesTheNamespaceOfTheController() {
        try (TestApplication application = TestApplication.of(Chat.class, Admin.class, Main.class)) {
            assertThat(callIn("/chat", application, "\"where\"")).isEqualTo("[\"/chat\"]");
            assertThat(callIn("/admin", application, "\"where\"")).isEqualTo("[\"/admin\"]");
            assertThat(call(application.connect(), "\"where\"")).isEqualTo("[\"/\"]");
        }
    }

    @Test
    void inheritsHandlersAndNamespace() {
        try (TestApplication application = TestApplication.of(Moderated.class)) {
            assertThat(callIn("/chat", application, "\"where\"")).isEqualTo("[\"moderated /chat\"]");
        }
    }

    @Test
    void findsHandlersOfInterfaces() {
        try (TestApplication application = TestApplication.of(Pinging.class)) {
            assertThat(call(application.connect(), "\"ping\"")).isEqualTo("[\"pong\"]");
            assertThat(call(application.connect(), "\"default\"")).isEqualTo("[\"default\"]");
        }
    }

    @Test
    void findsMetaAnnotations() {
        try (TestApplication application = TestApplication.of(Composed.class)) {
            assertThat(callIn("/chat", application, "\"composed\"")).isEqualTo("[\"/chat\"]");
        }
    }

    @Test
    void callsSeveralConnectHandlersOfANamespace() {
        try (TestApplication application = TestApplication.of(Greeting.class, SecondGreeting.class)) {
            var client = application.connect("/chat", "");

            client.expect("42/chat,[\"one\"]");
            client.expect("42/chat,[\"two\"]");
        }
    }

    @Test
    void asksResolversBeforeItLooksAtTheType() {
        try (TestApplication application =
                TestApplication.of(SecondResolver.class, FirstResolver.class, Resolved.class)) {
            assertThat(call(application.connect(), "\"resolved\"", "\"argument\""))
                    .isEqualTo("[\"first/argument\"]");
        }
    }

    @Test
    void ignoresBeansWithoutHandlers() {
        try (TestApplication application = TestApplication.of(SecondResolver.class)) {
            callInVain(application.connect(), "\"where\"");
        }
    }

    @Test
    void isFoundByScanningAndNamedAfterItsClass() {
        BeanDefinition controller = new ClassPathScanningCandidateComponentProvider(true)
                .findCandidateComponents(Chat.class.getPackageName()).stream()
                        .filter(candidate -> Chat.class.getName().equals(candidate.getBeanClassName()))
                        .findFirst()
                        .orElseThrow();

        String name =
                new AnnotationBeanNameGenerator().generateBeanName(controller, new SimpleBeanDefinitionRegistry());

        assertThat(name).isEqualTo("handlerDiscoveryTests.Chat");
    }

    @Test
    void stopsTheStartWhenAControllerLacksAClass() {
        assertThat(refusal(LackingClassLoader.load(LackingController.class, LackingBeans.class)))
                .isEqualTo("The methods of the @SocketController " + LackingController.class.getName()
                        + " cannot be read: java.lang.ClassNotFoundException: " + Missing.class.getName() + "."
                        + " Add the class that is missing to the class path, or correct what is said to be wrong.");
    }

    @Test
    void ignoresOtherBeansThatLackAClass() {
        Class<?> lacking = LackingClassLoader.load(Lacking.class, OtherLackingBeans.class);

        try (TestApplication application = TestApplication.of(lacking, Main.class)) {
            assertThat(call(application.connect(), "\"where\"")).isEqualTo("[\"/\"]");
        }
    }

    static class Plain {

        @SocketEvent("where")
        String where(SocketIoSocket socket) {
            return socket.namespace().name();
        }
    }

    @SocketController("/chat")
    static class Chat {

        @SocketEvent("where")
        String where(SocketIoSocket socket) {
            return socket.namespace().name();
        }
    }

    @SocketController(namespace = "admin")
    static class Admin extends Plain {}

    @SocketController
    static class Main extends Plain {}

    static class Moderated extends Chat {

        @Override
        String where(SocketIoSocket socket) {
            return "moderated " + super.where(socket);
        }
    }

    interface Ping {

        @SocketEvent("ping")
        String ping();

        @SocketEvent("default")
        default String withDefault() {
            return "default";
        }
    }

    static class Pinging implements Ping {

        @Override
        public String ping() {
            return "pong";
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @SocketController("/chat")
    @interface ChatController {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @SocketEvent("")
    @interface ChatEvent {

        @AliasFor(annotation = SocketEvent.class, attribute = "value")
        String name();
    }

    @ChatController
    static class Composed {

        @ChatEvent(name = "composed")
        String where(SocketIoSocket socket) {
            return socket.namespace().name();
        }
    }

    @SocketController("/chat")
    static class Greeting {

        @OnConnect
        void one(SocketIoSocket socket) {
            socket.emit("one");
        }
    }

    @SocketController("/chat")
    static class SecondGreeting {

        @OnConnect
        void two(SocketIoSocket socket) {
            socket.emit("two");
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Special {}

    abstract static class SpecialResolver implements SocketArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return parameter.hasParameterAnnotation(Special.class);
        }
    }

    @Order(1)
    static class FirstResolver extends SpecialResolver {

        @Override
        public Object resolve(MethodParameter parameter, SocketIoSocket socket) {
            return "first";
        }
    }

    @Order(2)
    static class SecondResolver extends SpecialResolver {

        @Override
        public Object resolve(MethodParameter parameter, SocketIoSocket socket) {
            return "second";
        }
    }

    static class Resolved {

        @SocketEvent("resolved")
        String resolved(@Special String special, String argument) {
            return special + "/" + argument;
        }
    }

    static class Missing {}

    static class Lacking {

        @SocketEvent("lacking")
        void lacking(Missing missing) {}
    }

    @SocketController
    static class LackingController {

        @SocketEvent("lacking")
        void lacking(Missing missing) {}
    }

    /** Lazy, because Spring fails itself where it makes such a bean. */
    static class LackingBeans {

        @Bean
        @Lazy
        LackingController lacking() {
            return new LackingController();
        }
    }

    static class OtherLackingBeans {

        @Bean
        @Lazy
        Lacking lacking() {
            return new Lacking();
        }
    }

    /** Lacks {@link Missing}. */
    static class LackingClassLoader extends OverridingClassLoader {

        private final Class<?> lacking;
        private final Class<?> configuration;

        private LackingClassLoader(Class<?> lacking, Class<?> configuration) {
            super(HandlerDiscoveryTests.class.getClassLoader());
            this.lacking = lacking;
            this.configuration = configuration;
        }

        static Class<?> load(Class<?> lacking, Class<?> configuration) {
            try {
                return new LackingClassLoader(lacking, configuration).loadClass(configuration.getName());
            } catch (ClassNotFoundException failure) {
                throw new AssertionError(failure);
            }
        }

        @Override
        protected boolean isEligibleForOverriding(String className) {
            return className.equals(lacking.getName()) || className.equals(configuration.getName());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Missing.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
