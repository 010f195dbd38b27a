package io.pocketio.annotation.binding;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.pocketio.Namespace;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.OnAnyEvent;
import io.pocketio.annotation.OnConnect;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.annotation.support.InvalidSocketHandlerException;
import io.pocketio.annotation.support.SocketArgumentResolver;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.security.Principal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.parameters.P;
import org.springframework.security.core.userdetails.User;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.MatrixVariable;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.SessionAttribute;

class ForeignAnnotationTests {

    private static final String HERE = ForeignAnnotationTests.class.getName() + "$";

    @Test
    void refusesTheAuthenticatedUserAsAnArgumentOfTheClient() {
        assertThat(refusal(OfUser.class))
                .isEqualTo("@SocketEvent method " + HERE + "OfUser.x(Account) has the parameter 'account' with"
                        + " @AuthenticationPrincipal, which has no meaning here: the client would choose the value."
                        + " Take a Principal: it is the authenticated user of the request that opened the connection."
                        + " Otherwise declare a SocketArgumentResolver bean that supports the parameter; or remove the"
                        + " annotation if the client is to choose.");
    }

    @Test
    void refusesAnnotationsThatAreMadeOfSuchOnes() {
        assertThat(refusal(OfCurrentUser.class))
                .contains("'account' with @ForeignAnnotationTests.CurrentUser (a @AuthenticationPrincipal), which");
    }

    @Test
    void refusesThemOnAnyKindOfHandlerAndOfParameter() {
        assertThat(refusal(OnConnection.class)).contains("'account' with @AuthenticationPrincipal");
        assertThat(refusal(OnException.class)).contains("'account' with @AuthenticationPrincipal");
        assertThat(refusal(OfPrincipal.class)).contains("'principal' with @AuthenticationPrincipal");
        assertThat(refusal(OfNamespace.class)).contains("'chat' with @Qualifier");
    }

    @Test
    void findsThemOnTheMethodOfAnInterface() {
        assertThat(refusal(Implementation.class)).contains("'name' with @RequestParam");
    }

    @Test
    void saysWhereThePartsOfARequestAre() {
        assertThat(refusal(OfQuery.class))
                .contains("with @RequestParam", "Take the Handshake and ask for its query().");
        assertThat(refusal(OfHeader.class)).contains("with @RequestHeader", "ask for its headers().");
        assertThat(refusal(OfCookie.class)).contains("with @CookieValue", "in its headers().get(\"cookie\").");
        assertThat(refusal(OfMatrix.class)).contains("with @MatrixVariable", "as in /things/{id}");
        assertThat(refusal(OfSession.class)).contains("with @SessionAttribute", "in the socket's data()");
        assertThat(refusal(OfRequest.class)).contains("with @RequestAttribute", "in the socket's data()");
        assertThat(refusal(OfModel.class)).contains("with @ModelAttribute");
        assertThat(refusal(OfPart.class)).contains("with @RequestPart");
        assertThat(refusal(OfProperty.class)).contains("with @Value", "injected into the bean");
    }

    @Test
    void refusesTheUserAndTheHeadersByTheirTypesAlone() {
        assertThat(refusal(TakesUser.class)).contains("'user' of type User, which no JSON can become");
        assertThat(refusal(TakesHeaders.class)).contains("'headers' of type HttpHeaders, which no JSON can become");
    }

    @Test
    void leavesThemToTheApplicationsResolver() {
        try (TestApplication application = TestApplication.of(OfUser.class, AccountResolver.class)) {
            assertThat(call(application.connect(() -> "ada"), "\"x\"", "{\"name\":\"mallory\"}"))
                    .isEqualTo("[\"ada\"]");
        }
    }

    @Test
    void takesWhatOnlyDescribesAnArgument() {
        try (TestApplication application = TestApplication.of(Described.class)) {
            assertThat(call(application.connect(), "\"x\"", "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\""))
                    .isEqualTo("[\"abcdef\"]");
        }
    }

    @Test
    void refusesAnAnnotationThatNothingIsKnownOf() {
        assertThat(refusal(OfMine.class))
                .isEqualTo("@SocketEvent method " + HERE + "OfMine.x(String) has the parameter 'user' with"
                        + " @ForeignAnnotationTests.Mine, of which nothing is known here: if it says where the value comes"
                        + " from, the client would choose it. Declare a SocketArgumentResolver bean that supports the"
                        + " parameter; or remove the annotation if the client is to choose; or, if it only describes the"
                        + " value, name it in the property pocketio.handlers.describing-annotations: " + HERE + "Mine");
        assertThat(refusal(OfMineOnEvents.class)).contains("'user' with @ForeignAnnotationTests.Mine, of which");
        assertThat(refusal(OfMineOnConnection.class)).contains("'user' with @ForeignAnnotationTests.Mine, of which");
    }

    @Test
    void doesNotTakeADescriptionOfTheAnnotationForOneOfTheValue() {
        assertThat(refusal(OfDocumented.class)).contains("'user' with @ForeignAnnotationTests.Documented, of which");
    }

    @Test
    void takesAnnotationsThatTheApplicationDeclaresAsDescribing() {
        String itself = HERE + "Mine";
        String around = ForeignAnnotationTests.class.getName();
        String ofPackage = ForeignAnnotationTests.class.getPackageName();
        for (String name : List.of(itself, around, ofPackage, ofPackage + ".")) {
            try (TestApplication application = TestApplication.of(List.of(name), OfMine.class)) {
                assertThat(call(application.connect(), "\"x\"", "\"a\"")).isEqualTo("[\"a\"]");
            }
        }
    }

    @Test
    void refusesAnnotationsThatAreMadeOfForeignOnesWhateverIsDeclaredOfThem() {
        assertThatExceptionOfType(InvalidSocketHandlerException.class)
                .isThrownBy(() -> TestApplication.of(List.of(HERE + "CurrentUser"), OfCurrentUser.class))
                .withMessageContaining("(a @AuthenticationPrincipal)");
        assertThatExceptionOfType(InvalidSocketHandlerException.class)
                .isThrownBy(() -> TestApplication.of(List.of(HERE + "Min"), OfMine.class))
                .withMessageContaining("of which nothing is known here");
    }

    @Test
    void beginsWithWhatToDoWhereNoPlaceIsKnown() {
        assertThat(refusal(OfModel.class))
                .endsWith(": the client would choose the value. Declare a SocketArgumentResolver bean that supports the"
                        + " parameter; or remove the annotation if the client is to choose.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.messaging.handler.annotation.Header",
                "org.springframework.messaging.handler.annotation.Headers",
                "org.springframework.messaging.handler.annotation.DestinationVariable",
                "org.springframework.security.core.annotation.CurrentSecurityContext",
                "org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient",
                "org.springframework.graphql.data.method.annotation.ContextValue",
                "jakarta.ws.rs.HeaderParam",
                "jakarta.ws.rs.core.Context",
                "javax.ws.rs.QueryParam",
                "jakarta.websocket.server.PathParam",
                "jakarta.inject.Named",
                "com.google.inject.name.Named",
                "com.google.inject.assistedinject.Assisted",
                "com.fasterxml.jackson.annotation.JacksonInject",
                "org.springframework.data.web.PageableDefault",
                "io.micronaut.http.annotation.QueryValue",
                "org.jboss.resteasy.reactive.RestHeader"
            })
    void knowsFrameworksThatAreNotThere(String annotation) {
        assertThat(ForeignAnnotations.isBinding(annotation)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.messaging.handler.annotation.Payload",
                "org.springframework.lang.Nullable",
                "jakarta.annotation.Nullable",
                "jakarta.validation.constraints.Size",
                "tools.jackson.databind.annotation.JsonDeserialize",
                "io.swagger.v3.oas.annotations.Parameter",
                "io.swagger.v3.oas.annotations.parameters.RequestBody",
                "io.swagger.annotations.ApiParam",
                "org.springframework.security.core.parameters.P",
                "org.springframework.data.repository.query.Param",
                "org.springframework.core.annotation.Order",
                "org.springframework.format.annotation.NumberFormat",
                "org.springframework.lang.NonNull",
                "io.micronaut.core.annotation.Nullable",
                "io.micronaut.core.annotation.NonNull",
                "io.micrometer.tracing.annotation.SpanTag",
                "io.micrometer.core.aop.MeterTag",
                "io.opentelemetry.instrumentation.annotations.SpanAttribute",
                "org.eclipse.jdt.annotation.NonNull",
                "com.fasterxml.jackson.annotation.JsonFormat"
            })
    void knowsWhatOnlyDescribes(String annotation) {
        assertThat(ForeignAnnotations.isBinding(annotation)).isFalse();
        assertThat(ForeignAnnotations.isDescribing(annotation)).isTrue();
    }

    record Account(String name) {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @AuthenticationPrincipal
    @interface CurrentUser {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @NotNull
    @Constraint(validatedBy = {})
    @interface Given {}

    /** An annotation of that kind may be on annotations, too, and is about these then. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @NotNull
    @interface Documented {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Mine {}

    static class AccountResolver implements SocketArgumentResolver {

        @Override
        public boolean supports(MethodParameter parameter) {
            return parameter.hasParameterAnnotation(AuthenticationPrincipal.class);
        }

        @Override
        public Object resolve(MethodParameter parameter, SocketIoSocket socket) {
            Principal principal = socket.handshake().principal();
            return new Account(principal == null ? "nobody" : principal.getName());
        }
    }

    static class OfUser {

        @SocketEvent("x")
        String x(@AuthenticationPrincipal Account account) {
            return account.name();
        }
    }

    static class OfCurrentUser {

        @SocketEvent("x")
        void x(@CurrentUser Account account) {}
    }

    static class OnConnection {

        @OnConnect
        void x(@AuthenticationPrincipal Account account) {}
    }

    static class OnException {

        @SocketEvent("x")
        void x() {}

        @SocketExceptionHandler
        void failed(IllegalStateException failure, @AuthenticationPrincipal Account account) {}
    }

    static class OfPrincipal {

        @SocketEvent("x")
        void x(@AuthenticationPrincipal Principal principal) {}
    }

    static class OfNamespace {

        @SocketEvent("x")
        void x(@Qualifier("chat") Namespace chat) {}
    }

    interface Declaration {

        @SocketEvent("x")
        void x(@RequestParam String name);
    }

    static class Implementation implements Declaration {

        @Override
        public void x(String name) {}
    }

    static class OfQuery {

        @SocketEvent("x")
        void x(@RequestParam String name) {}
    }

    static class OfHeader {

        @SocketEvent("x")
        void x(@RequestHeader("X-User") String user) {}
    }

    static class OfCookie {

        @SocketEvent("x")
        void x(@CookieValue String session) {}
    }

    static class OfMatrix {

        @SocketEvent("x")
        void x(@MatrixVariable String color) {}
    }

    static class OfSession {

        @SocketEvent("x")
        void x(@SessionAttribute Account account) {}
    }

    static class OfRequest {

        @SocketEvent("x")
        void x(@RequestAttribute Account account) {}
    }

    static class OfModel {

        @SocketEvent("x")
        void x(@ModelAttribute Account account) {}
    }

    static class OfPart {

        @SocketEvent("x")
        void x(@RequestPart byte[] file) {}
    }

    static class OfProperty {

        @SocketEvent("x")
        void x(@Value("${secret}") String secret) {}
    }

    static class TakesUser {

        @SocketEvent("x")
        void x(User user) {}
    }

    static class TakesHeaders {

        @SocketEvent("x")
        void x(HttpHeaders headers) {}
    }

    static class Described {

        @SocketEvent("x")
        String x(
                @RequestBody String first,
                @Validated String second,
                @DateTimeFormat String third,
                @Given String fourth,
                @JsonFormat String fifth,
                @P("sixth") String sixth) {
            return first + second + third + fourth + fifth + sixth;
        }
    }

    static class OfMine {

        @SocketEvent("x")
        String x(@Mine String user) {
            return user;
        }
    }

    static class OfMineOnEvents {

        @OnAnyEvent
        void x(@Mine String user) {}
    }

    static class OfMineOnConnection {

        @OnConnect
        void x(@Mine Account user) {}
    }

    static class OfDocumented {

        @SocketEvent("x")
        void x(@Documented String user) {}
    }
}
