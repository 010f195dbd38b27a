package io.pocketio.webflux;

import org.junit.jupiter.api.Tag;

@Tag("jetty")
class JettyFrameChannelTests extends FrameChannelContractTests {

    @Override
    TestServers server() {
        return TestServers.JETTY;
    }

    @Override
    int statusOfServersClose() {
        return 1000;
    }

    @Override
    boolean tellsResetFromEnd() {
        return false;
    }
}
