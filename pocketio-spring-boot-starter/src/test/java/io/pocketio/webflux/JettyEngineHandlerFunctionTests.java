package io.pocketio.webflux;

import org.junit.jupiter.api.Tag;

@Tag("jetty")
class JettyEngineHandlerFunctionTests extends EngineHandlerFunctionContractTests {

    @Override
    TestServers server() {
        return TestServers.JETTY;
    }
}
