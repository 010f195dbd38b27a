package io.pocketio.webflux;

class TomcatEngineHandlerFunctionTests extends EngineHandlerFunctionContractTests {

    @Override
    TestServers server() {
        return TestServers.TOMCAT;
    }
}
