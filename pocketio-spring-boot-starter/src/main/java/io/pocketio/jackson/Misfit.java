package io.pocketio.jackson;

import io.pocketio.json.CodecException;
import io.pocketio.json.JsonPath;
import io.pocketio.json.JsonTerms;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says of JSON that does not fit where, and what would fit, without a name of a class or anything that the client sent. */
final class Misfit {

    private Misfit() {}

    static CodecException of(Type type, RuntimeException failure) {
        JsonPath path = new JsonPath();
        if (failure instanceof JacksonException known) {
            for (JacksonException.Reference step : known.getPath()) {
                path.add(step.getPropertyName(), step.getIndex());
            }
        }
        String message = "JSON does not fit " + type.getTypeName();
        String place = path.toString();
        return new CodecException(
                place.isEmpty() ? message : message + " at " + place, place, expected(type, place, failure), failure);
    }

    private static String expected(Type type, String place, RuntimeException failure) {
        if (failure instanceof ValueInstantiationException || !(failure instanceof JacksonException)) {
            return JsonTerms.VALID;
        }
        if (failure instanceof PropertyBindingException) {
            return "absent";
        }
        if (failure instanceof StreamConstraintsException || failure.getCause() instanceof StreamConstraintsException) {
            return JsonTerms.WITHIN_LIMITS;
        }
        @Nullable
        Class<?> target = !place.isEmpty() && failure instanceof MismatchedInputException mismatch
                ? mismatch.getTargetType()
                : null;
        return target != null ? JsonTerms.of(target) : place.isEmpty() ? JsonTerms.of(type) : JsonTerms.VALID;
    }
}
