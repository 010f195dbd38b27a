package io.pocketio.cluster.wire;

import java.math.BigDecimal;

/** Numbers where JavaScript makes names of them. Stateless. */
final class JavaScriptNumber {

    /** From here on, digits would not be enough. */
    private static final double EXPONENTIAL = 1e21;

    private JavaScriptNumber() {}

    /** As {@code String(number)} has it, but for fractions that are tiny or of many digits, where the two languages part. */
    static String text(double number) {
        boolean isInteger = number == Math.rint(number) && Math.abs(number) < EXPONENTIAL;
        return isInteger ? new BigDecimal(number).toPlainString() : Double.toString(number);
    }
}
