package io.pocketio.webflux;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class NettyFrameChannelTests extends FrameChannelContractTests {

    @Override
    TestServers server() {
        return TestServers.NETTY;
    }

    @Override
    int statusOfServersClose() {
        return 1005;
    }
}
