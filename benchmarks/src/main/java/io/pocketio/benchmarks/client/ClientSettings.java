package io.pocketio.benchmarks.client;

/**
 * How a client talks to the server.
 *
 * @param receiveBuffer of the connection, in bytes; 0 for what the system does by itself
 * @param sendBuffer as the receive buffer
 */
public record ClientSettings(Transport transport, int receiveBuffer, int sendBuffer) {

    /** What carries the packets. */
    public enum Transport {
        WEBSOCKET,
        POLLING,
        /** Polling, and as soon as the socket is connected the change to a WebSocket. */
        UPGRADE
    }

    public static ClientSettings of(Transport transport) {
        return new ClientSettings(transport, 0, 0);
    }

    public ClientSettings withReceiveBuffer(int bytes) {
        return new ClientSettings(transport, bytes, sendBuffer);
    }

    public ClientSettings withSendBuffer(int bytes) {
        return new ClientSettings(transport, receiveBuffer, bytes);
    }
}
