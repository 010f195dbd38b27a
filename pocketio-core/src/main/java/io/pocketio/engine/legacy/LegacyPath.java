package io.pocketio.engine.legacy;

import org.jspecify.annotations.Nullable;

/**
 * What a request is for, as its path says it behind that of the engine: {@code 1/} for a handshake, {@code 1/<carrier>/<sid>} for a
 * session.
 *
 * @param carrier empty in a handshake, and where clients leave it out
 * @param sid empty in a handshake
 */
record LegacyPath(String version, String carrier, String sid) {

    private static final int PARTS = 3;

    /** {@code null} when it is none of the above. A slash may stand at both ends. */
    static @Nullable LegacyPath of(String below) {
        int from = below.startsWith("/") ? 1 : 0;
        int to = below.length() > from && below.endsWith("/") ? below.length() - 1 : below.length();
        String[] parts = below.substring(from, to).split("/", PARTS + 1);
        return switch (parts.length) {
            case 1 -> new LegacyPath(parts[0], "", "");
            case 2 -> new LegacyPath(parts[0], parts[1], "");
            case PARTS -> new LegacyPath(parts[0], parts[1], parts[2]);
            default -> null;
        };
    }

    boolean isHandshake() {
        return carrier.isEmpty() && sid.isEmpty();
    }

    /** Which session is to end: clients name no carrier then, and a server may join the slashes around it. */
    String sidToEnd() {
        return sid.isEmpty() ? carrier : sid;
    }
}
