package io.pocketio.server.broadcast;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Rooms that an application has named in a list, which may be empty where it did not expect that. */
public final class RoomNames {

    private RoomNames() {}

    /**
     * For whom something is meant: no room at all would be everybody.
     *
     * @param method that was called
     * @throws IllegalArgumentException when there is none, or one is {@code null}
     */
    public static List<String> required(String method, String[] rooms) {
        List<String> names = checked(method, rooms);
        if (names.isEmpty()) {
            throw new IllegalArgumentException(method + "(…) without a room: name one, or leave it out to "
                    + (method.equals("to") ? "reach all. Where no room means nobody, do not send" : "except nobody"));
        }
        return names;
    }

    /**
     * What is to be joined or left, which may be nothing; a copy.
     *
     * @param method that was called
     * @throws IllegalArgumentException when the array, or a room in it, is {@code null}
     */
    public static List<String> checked(String method, String[] rooms) {
        if (Objects.isNull(rooms)) {
            throw new IllegalArgumentException("the rooms of " + method + "(…) are null");
        }
        if (Arrays.asList(rooms).contains(null)) {
            throw new IllegalArgumentException("a room of " + method + "(…) is null");
        }
        return List.of(rooms);
    }
}
