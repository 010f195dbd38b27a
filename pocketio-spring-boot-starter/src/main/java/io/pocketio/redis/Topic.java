package io.pocketio.redis;

/**
 * What can be subscribed to: a channel, or all whose names a pattern matches. Immutable.
 *
 * @param name as Redis is told
 */
record Topic(String name, boolean isPattern) {

    static Topic channel(String name) {
        return new Topic(name, false);
    }

    static Topic pattern(String name) {
        return new Topic(name, true);
    }

    /** All channels that begin so, whatever the prefix has that means something in patterns. */
    static Topic startingWith(String prefix) {
        StringBuilder pattern = new StringBuilder(prefix.length() + 1);
        for (int i = 0; i < prefix.length(); i++) {
            char character = prefix.charAt(i);
            if ("*?[]\\".indexOf(character) >= 0) {
                pattern.append('\\');
            }
            pattern.append(character);
        }
        return pattern(pattern.append('*').toString());
    }

    /** Whether what is published on that channel comes by this; patterns are those that {@link #startingWith} makes. */
    boolean covers(String channel) {
        if (!isPattern) {
            return name.equals(channel);
        }
        int at = 0;
        for (int i = 0; i < name.length() - 1; i++) {
            if (name.charAt(i) == '\\') {
                i++;
            }
            if (at == channel.length() || name.charAt(i) != channel.charAt(at)) {
                return false;
            }
            at++;
        }
        return true;
    }
}
