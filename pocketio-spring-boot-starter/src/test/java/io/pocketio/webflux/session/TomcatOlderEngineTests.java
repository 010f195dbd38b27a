package io.pocketio.webflux.session;

import io.pocketio.webflux.OlderEngineContractTests;
import io.pocketio.webflux.TestServers;

class TomcatOlderEngineTests extends OlderEngineContractTests {

    @Override
    protected TestServers server() {
        return TestServers.TOMCAT;
    }
}
