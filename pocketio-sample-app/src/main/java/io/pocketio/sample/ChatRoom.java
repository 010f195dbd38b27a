package io.pocketio.sample;

import io.pocketio.sample.ChatMessage.Picture;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who is in a room, what was said there lately, and how far that has been delivered. Thread-safe. */
final class ChatRoom {

    private final String name;
    private final int maxMembers;
    private final LongSupplier ids;
    private final ChatHistory history;

    /** By socket id. This and the fields below are guarded by this object. */
    private final Map<String, Member> members = new LinkedHashMap<>();

    private long version;
    private long deliveredTo;

    ChatRoom(String name, ChatLimits limits, LongSupplier ids) {
        this.name = name;
        this.maxMembers = limits.membersPerRoom();
        this.ids = ids;
        this.history = new ChatHistory(limits.messagesPerRoom(), limits.picturesPerRoom());
    }

    String name() {
        return name;
    }

    /**
     * The Socket.IO room of the members. With a prefix, because each socket is also in a room named after its own id: a client
     * that chooses the name of a room must not get into one of those.
     */
    String address() {
        return "room:" + name;
    }

    synchronized void enter(String socketId, String nickname) {
        if (members.containsKey(socketId)) {
            return;
        }
        if (members.size() >= maxMembers) {
            throw new RefusedException("\"" + name + "\" is full.");
        }
        members.put(socketId, new Member(nickname, history.lastId()));
        membersChanged();
    }

    synchronized void leave(String socketId) {
        if (members.remove(socketId) != null) {
            membersChanged();
        }
    }

    /** Stores a message. Ids are given here, so that they have the order of the history. */
    synchronized ChatMessage add(
            String author, String key, Instant time, @Nullable String text, @Nullable Picture picture) {
        ChatMessage message = new ChatMessage(ids.getAsLong(), name, author, key, time, text, picture);
        history.add(message);
        return message;
    }

    /** The message that a client sends again because it does not know whether it arrived. */
    synchronized Optional<ChatMessage> find(String author, String key) {
        return history.find(author, key);
    }

    /**
     * A member's client has all messages up to the id.
     *
     * @return up to which id all members' clients have them, when that has changed
     */
    synchronized OptionalLong delivered(String socketId, long id) {
        long before = deliveredTo;
        members.computeIfPresent(socketId, (key, member) -> member.has(Math.min(id, history.lastId())));
        updateDelivered();
        return deliveredTo > before ? OptionalLong.of(deliveredTo) : OptionalLong.empty();
    }

    synchronized Presence presence() {
        List<String> nicknames =
                members.values().stream().map(Member::nickname).distinct().toList();
        return new Presence(name, version, nicknames, deliveredTo);
    }

    synchronized List<ChatMessage> messagesAfter(long id) {
        return history.after(id);
    }

    synchronized int size() {
        return members.size();
    }

    private void membersChanged() {
        version++;
        updateDelivered();
    }

    /** Who is alone has delivered nothing to anybody. */
    private void updateDelivered() {
        if (members.size() > 1) {
            long everybody = members.values().stream()
                    .mapToLong(Member::deliveredTo)
                    .min()
                    .orElse(0);
            deliveredTo = Math.max(deliveredTo, everybody);
        }
    }

    private record Member(String nickname, long deliveredTo) {

        Member has(long id) {
            return new Member(nickname, Math.max(deliveredTo, id));
        }
    }

    /**
     * Who is in the room.
     *
     * @param version grows with each change. Two clients that come at the same moment cause two of these, which may overtake
     *     each other: the page ignores the older one
     * @param deliveredTo id of the last message that all members' clients have
     */
    record Presence(String room, long version, List<String> members, long deliveredTo) {}
}
