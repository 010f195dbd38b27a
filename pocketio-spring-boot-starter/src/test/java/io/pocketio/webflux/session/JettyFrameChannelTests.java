package io.pocketio.webflux.session;

import io.pocketio.webflux.FrameChannelContractTests;
import io.pocketio.webflux.TestServers;
import org.junit.jupiter.api.Tag;

@Tag("jetty")
class JettyFrameChannelTests extends FrameChannelContractTests {

    @Override
    public TestServers server() {
        return TestServers.JETTY;
    }

    @Override
    public int statusOfServersClose() {
        return 1000;
    }

    @Override
    public boolean tellsResetFromEnd() {
        return false;
    }
}
