package io.pocketio.webflux.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pocketio.engine.CloseReason;
import io.pocketio.webflux.EngineHandlerFunctionContractTests;
import io.pocketio.webflux.RawHttp;
import io.pocketio.webflux.TestServers;
import org.junit.jupiter.api.Test;

class TomcatEngineHandlerFunctionTests extends EngineHandlerFunctionContractTests {

    @Override
    public TestServers server() {
        return TestServers.TOMCAT;
    }

    @Test
    void endsSessionWhenPostIsCutOff() throws Exception {
        String sid = handshake();
        RawHttp other = new RawHttp(server.getPort());
        other.send("POST " + HANDSHAKE + "&sid=" + sid + " HTTP/1.1", "Host: a", "Content-Length: 100");
        other.sendText("4abc");

        other.close();

        assertThat(application.awaitClose()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        await().untilAsserted(() -> assertThat(engine.clientsCount()).isZero());
    }
}
