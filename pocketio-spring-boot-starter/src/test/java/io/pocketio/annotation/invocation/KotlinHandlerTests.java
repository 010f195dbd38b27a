package io.pocketio.annotation.invocation;

import static io.pocketio.annotation.discovery.TestApplication.call;
import static io.pocketio.annotation.discovery.TestApplication.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.annotation.discovery.TestApplication;
import io.pocketio.engine.TestFrameChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;

class KotlinHandlerTests {

    private final TestApplication application = TestApplication.of(KotlinHandlers.class, KotlinConnect.class);
    private final KotlinHandlers handlers = application.bean(KotlinHandlers.class);
    private final TestFrameChannel client = application.connect();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void callsPlainFunctions() {
        assertThat(call(client, "\"value\"", "\"a\"", "2")).isEqualTo("[\"aa\"]");
        assertThat(call(client, "\"unit\"")).isEqualTo("[]");
    }

    @Test
    void bindsAbsentArgumentsToNullableParametersOnly() {
        assertThat(call(client, "\"nullable\"")).isEqualTo("[\"null/null\"]");
        assertThat(call(client, "\"nullable\"", "\"a\"", "[\"b\",null]")).isEqualTo("[\"a/[b, null]\"]");
        assertThat(call(client, "\"value\"", "null", "2")).contains("\"field\":\"text\",\"code\":\"required\"");
    }

    @Test
    void answersWhenASuspendFunctionReturns() {
        client.receive("427[\"suspend\",\"a\"]");
        client.expectNothing();

        handlers.getLater().complete("b");

        client.expect("437[\"ab/\"]");
    }

    @Test
    void answersWithoutArgumentsForUnit() {
        client.receive("427[\"suspendUnit\"]");
        client.expectNothing();

        handlers.getLater().complete("");

        client.expect("437[]");
    }

    @Test
    void answersWithoutArgumentsForNull() {
        assertThat(call(client, "\"suspendNull\"", "\"a\"")).isEqualTo("[\"a\"]");
        assertThat(call(client, "\"suspendNull\"", "null")).isEqualTo("[]");
    }

    @Test
    void leavesTheAnswerToASuspendFunctionWithAnAck() {
        client.receive("427[\"suspendAck\"]");

        handlers.getLater().complete("a");

        client.expect("437[\"a\",2]");
    }

    @Test
    void answersTheExceptionOfASuspendFunction() {
        client.receive("427[\"suspendFailure\"]");

        handlers.getLater().complete("now");

        client.expect("437[\"answer: failed now\"]");
    }

    @Test
    void givesSuspendFunctionsTheContextOfTheRequest() {
        TestFrameChannel alice = application.connect(Context.of("user", "alice"));

        assertThat(call(alice, "\"suspendContext\"")).isEqualTo("[\"alice\"]");
    }

    @Test
    void callsSuspendFunctionsForConnections() {
        application.connect("/connect", "").expect("42/connect,[\"joined\",true]");
        application.connect("/connect", "{\"a\":\"b\"}").expect("42/connect,[\"joined\",false]");
    }

    @Test
    void runsSuspendFunctionsInTheLane() {
        handlers.getLater().complete("b");
        ExecutorTests.ManualExecutor executor = new ExecutorTests.ManualExecutor();
        try (TestApplication withExecutor = TestApplication.of(executor, KotlinHandlers.class)) {
            assertThat(call(withExecutor.connect(), "\"suspendNull\"", "\"a\"")).isEqualTo("[\"a\"]");
        }
    }

    @Test
    void refusesFlows() {
        assertThat(refusal(KotlinFlow.class))
                .isEqualTo("@SocketEvent method " + KotlinFlow.class.getName()
                        + ".x() returns Flow, but an event is acknowledged once. Return a list instead.");
        assertThat(refusal(KotlinPlainFlow.class)).contains("returns Flow, but an event is acknowledged once");
    }

    @Test
    void refusesAnAckBesideAValue() {
        assertThat(refusal(KotlinAckAndValue.class)).contains("has an Ack and returns a value");
    }
}
