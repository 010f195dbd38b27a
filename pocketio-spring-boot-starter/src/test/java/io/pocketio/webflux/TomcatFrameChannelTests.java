package io.pocketio.webflux;

class TomcatFrameChannelTests extends FrameChannelContractTests {

    @Override
    TestServers server() {
        return TestServers.TOMCAT;
    }

    @Override
    int statusOfServersClose() {
        return 1000;
    }
}
