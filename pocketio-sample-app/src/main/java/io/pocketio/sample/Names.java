package io.pocketio.sample;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What nicknames and names of rooms have in common. */
final class Names {

    /** No control characters, no invisible ones, none that change the direction of writing. */
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._'-]+");

    private Names() {}

    /**
     * The name in its one form: trimmed, single spaces, composed characters.
     *
     * @param what what the name is of, for the message
     * @throws RefusedException when it is empty, too long or has characters that are not allowed
     */
    static String check(@Nullable String raw, int maxLength, String what) {
        if (raw == null || raw.isBlank()) {
            throw new RefusedException("Please choose a " + what + ".");
        }
        if (raw.length() > 4 * maxLength) {
            throw tooLong(maxLength, what); // before any work is spent on it
        }
        String name = Normalizer.normalize(raw, Normalizer.Form.NFKC).strip().replaceAll(" +", " ");
        if (name.length() > maxLength) {
            throw tooLong(maxLength, what);
        }
        if (!ALLOWED.matcher(name).matches()) {
            throw new RefusedException("A " + what + " has letters, digits, spaces and . _ ' - only.");
        }
        return name;
    }

    /** Names that differ in case alone are the same name. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static RefusedException tooLong(int maxLength, String what) {
        return new RefusedException("A " + what + " has at most " + maxLength + " characters.");
    }
}
