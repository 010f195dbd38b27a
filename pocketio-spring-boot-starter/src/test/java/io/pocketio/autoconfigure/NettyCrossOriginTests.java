package io.pocketio.autoconfigure;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;

class NettyCrossOriginTests extends CrossOriginContractTests {

    NettyCrossOriginTests() {
        super(NettyReactiveWebServerFactory.class);
    }
}
