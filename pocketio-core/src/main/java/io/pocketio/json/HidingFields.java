package io.pocketio.json;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of an application's classes behind which may be something that is not of its type: what a field itself holds is. Stateless. */
final class HidingFields {

    /** Packages of what no mapper fills: that of platforms and mappers, and what applications use beside their data. */
    private static final List<String> NOT_OF_APPLICATIONS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "org.slf4j.",
            "ch.qos.logback.",
            "org.apache.logging.",
            "org.apache.commons.logging.",
            "reactor.",
            "io.netty.",
            "io.micrometer.");

    private HidingFields() {}

    /** Those of its superclasses among them; without those that cannot be read. */
    static Field[] of(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> owner = type; owner != null && isOfApplication(owner); owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                boolean isOfJson = !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic();
                if (isOfJson && hides(field.getType()) && field.trySetAccessible()) {
                    fields.add(field);
                }
            }
        }
        return fields.toArray(Field[]::new);
    }

    private static boolean hides(Class<?> type) {
        boolean takesBytes =
                type != byte[].class && type.isAssignableFrom(byte[].class); // and may stand for a type argument
        return takesBytes
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type != Class.class && type.getTypeParameters().length > 0
                || type.isArray() && hides(type.getComponentType())
                || isOfApplication(type);
    }

    private static boolean isOfApplication(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && NOT_OF_APPLICATIONS.stream().noneMatch(type.getName()::startsWith);
    }

    static @Nullable Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException("A field cannot be read any more: " + field, closed);
        }
    }
}
