package io.pocketio.webflux.session;

import io.pocketio.webflux.EngineHandlerFunctionContractTests;
import io.pocketio.webflux.TestServers;
import org.junit.jupiter.api.Tag;

@Tag("jetty")
class JettyEngineHandlerFunctionTests extends EngineHandlerFunctionContractTests {

    @Override
    public TestServers server() {
        return TestServers.JETTY;
    }
}
