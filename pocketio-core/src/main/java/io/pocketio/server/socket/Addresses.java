package io.pocketio.server.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of clients as nodes tell them to each other: IP addresses without a port. */
final class Addresses {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    /** What {@link InetAddress#getByName} takes without looking it up, or refuses. */
    private static final Pattern IP = Pattern.compile(BYTE + "(\\." + BYTE + "){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private Addresses() {}

    static @Nullable String format(@Nullable InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        InetAddress resolved = address.getAddress();
        return resolved == null ? address.getHostString() : resolved.getHostAddress();
    }

    /** Never asks a name server: what is no IP address stays unresolved. */
    static @Nullable InetSocketAddress parse(@Nullable String address) {
        if (address == null) {
            return null;
        }
        if (IP.matcher(address).matches()) {
            try {
                return new InetSocketAddress(InetAddress.getByName(address), 0);
            } catch (UnknownHostException malformed) {
                return InetSocketAddress.createUnresolved(address, 0);
            }
        }
        return InetSocketAddress.createUnresolved(address, 0);
    }
}
