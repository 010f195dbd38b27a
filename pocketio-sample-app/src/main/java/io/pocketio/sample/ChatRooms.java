package io.pocketio.sample;

import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All rooms. They outlive their members, until their place is needed. Thread-safe. */
@Component
class ChatRooms {

    static final String LOBBY = "Lobby";

    private final ChatLimits limits;
    private final AtomicLong lastMessageId;

    /** By key of the name, the one longest not entered first. This and the field below are guarded by this object. */
    private final Map<String, ChatRoom> rooms = new LinkedHashMap<>(16, 0.75f, true);

    private long version;

    ChatRooms(ChatLimits limits, Clock clock) {
        this.limits = limits;
        // Greater than all ids before a restart, which clients that come back still know.
        this.lastMessageId = new AtomicLong(clock.millis() * 1000);
        create(LOBBY);
    }

    /** Lets a socket into a room, which is made when there is none of that name. */
    synchronized ChatRoom enter(@Nullable String rawName, String socketId, String nickname) {
        String name = Names.check(rawName, limits.nameLength(), "room name");
        ChatRoom room = rooms.get(Names.key(name));
        if (room == null) {
            makeSpace();
            room = create(name);
        }
        room.enter(socketId, nickname);
        return room;
    }

    synchronized RoomList list() {
        List<Summary> summaries = rooms.values().stream()
                .map(room -> new Summary(room.name(), room.size()))
                .sorted(Comparator.comparing((Summary room) -> !room.name().equals(LOBBY))
                        .thenComparing(Summary::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        return new RoomList(++version, summaries);
    }

    private ChatRoom create(String name) {
        ChatRoom room = new ChatRoom(name, limits, lastMessageId::incrementAndGet);
        rooms.put(Names.key(name), room);
        return room;
    }

    private void makeSpace() {
        if (rooms.size() < limits.rooms()) {
            return;
        }
        for (Iterator<ChatRoom> each = rooms.values().iterator(); each.hasNext(); ) {
            ChatRoom room = each.next();
            if (room.size() == 0 && !room.name().equals(LOBBY)) {
                each.remove();
                return;
            }
        }
        throw new RefusedException("There are " + limits.rooms() + " rooms already. Please join one of them.");
    }

    record Summary(String name, int members) {}

    /** @param version grows; see {@link ChatRoom.Presence} */
    record RoomList(long version, List<Summary> rooms) {}
}
