package io.pocketio.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of all that a client can fill.
 *
 * @param nameLength longest nickname and longest room name
 * @param textLength longest message
 * @param pictureSize biggest picture; has to be well below {@code pocketio.max-http-buffer-size}
 * @param rooms rooms at a time; an empty one makes way for a new one
 * @param membersPerRoom people in one room
 * @param messagesPerRoom messages that a room remembers
 * @param picturesPerRoom pictures among them. They go to a newcomer in one packet, and clients take no more than ten binary
 *     attachments in a packet
 */
@ConfigurationProperties("chat")
record ChatLimits(
        @DefaultValue("24") int nameLength,
        @DefaultValue("1000") int textLength,
        @DefaultValue("400KB") DataSize pictureSize,
        @DefaultValue("20") int rooms,
        @DefaultValue("100") int membersPerRoom,
        @DefaultValue("100") int messagesPerRoom,
        @DefaultValue("5") int picturesPerRoom) {}
