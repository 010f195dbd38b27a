package io.pocketio.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** A type as Jackson 2 knows it. Immutable. */
record Jackson2Type(JavaType type, TypeFactory types) implements ExpectedType {

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
        return content == null ? null : new Jackson2Type(content, types);
    }

    @Override
    public ExpectedType of(Field field) {
        JavaType owner = type.findSuperType(field.getDeclaringClass());
        return new Jackson2Type(types.resolveMemberType(field.getGenericType(), owner.getBindings()), types);
    }

    @Override
    public ExpectedType as(Class<?> subclass) {
        return new Jackson2Type(types.constructSpecializedType(type, subclass, true), types);
    }
}
