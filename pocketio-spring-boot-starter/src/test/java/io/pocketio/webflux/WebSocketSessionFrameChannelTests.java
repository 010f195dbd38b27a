package io.pocketio.webflux;

class WebSocketSessionFrameChannelTests extends FrameChannelContractTests {

    @Override
    TestServers server() {
        return TestServers.TOMCAT;
    }

    @Override
    int statusOfServersClose() {
        return 1000;
    }
}
