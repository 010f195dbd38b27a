package io.pocketio.benchmarks.client;

/** Where the server is: on this machine, always. */
final class Endpoint {

    static final String HOST = "127.0.0.1";

    private Endpoint() {}

    /** Of a request, as far as it is the same for all of that transport. */
    static String path(String transport) {
        return "/socket.io/?EIO=4&transport=" + transport;
    }
}
