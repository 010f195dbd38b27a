package io.pocketio.webflux.session;

import io.pocketio.webflux.FrameChannelContractTests;
import io.pocketio.webflux.TestServers;

class TomcatFrameChannelTests extends FrameChannelContractTests {

    @Override
    public TestServers server() {
        return TestServers.TOMCAT;
    }

    @Override
    public int statusOfServersClose() {
        return 1000;
    }
}
