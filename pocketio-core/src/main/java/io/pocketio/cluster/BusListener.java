package io.pocketio.cluster;

/**
 * Hears the messages of one or many channels. Called by one thread at a time for the whole bus, in the order in which the messages were
 * sent, over all channels; on a bus that is sharded, by one at a time for each channel. Must not block, and must not throw.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface BusListener {

    /** @param message must not be changed: others hear it, too */
    void message(String channel, byte[] message);
}
