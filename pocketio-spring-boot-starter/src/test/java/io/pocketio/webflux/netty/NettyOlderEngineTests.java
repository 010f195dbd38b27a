package io.pocketio.webflux.netty;

import io.pocketio.webflux.OlderEngineContractTests;
import io.pocketio.webflux.TestServers;

class NettyOlderEngineTests extends OlderEngineContractTests {

    @Override
    protected TestServers server() {
        return TestServers.NETTY;
    }
}
