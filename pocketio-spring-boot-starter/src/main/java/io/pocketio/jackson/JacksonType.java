package io.pocketio.jackson;

import io.pocketio.json.ExpectedType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** A type as Jackson 3 knows it. Immutable. */
record JacksonType(JavaType type, TypeFactory types) implements ExpectedType {

    @Override
    public Class<?> rawClass() {
        return type.getRawClass();
    }

    @Override
    public @Nullable ExpectedType content() {
        int arguments = type.containedTypeCount();
        JavaType content = arguments > 0 && ExpectedType.endsWithContent(rawClass())
                ? type.containedType(arguments - 1)
                : type.getContentType();
        return content == null ? null : new JacksonType(content, types);
    }

    @Override
    public ExpectedType of(Field field) {
        JavaType owner = type.findSuperType(field.getDeclaringClass());
        return new JacksonType(types.resolveMemberType(field.getGenericType(), owner.getBindings()), types);
    }

    @Override
    public ExpectedType as(Class<?> subclass) {
        return new JacksonType(types.constructSpecializedType(type, subclass, true), types);
    }
}
