package io.pocketio.autoconfigure;

import org.springframework.boot.tomcat.reactive.TomcatReactiveWebServerFactory;

class TomcatCrossOriginTests extends CrossOriginContractTests {

    TomcatCrossOriginTests() {
        super(TomcatReactiveWebServerFactory.class);
    }
}
