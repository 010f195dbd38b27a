package io.pocketio.sample;

import io.pocketio.Broadcast;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tells something to everybody, in whatever room. In an application of yours, this is for administrators only. */
@RestController
@RequestMapping("/api/announcements")
class Announcements {

    private final Broadcast broadcast;
    private final ChatLimits limits;
    private final Clock clock;

    Announcements(Broadcast broadcast, ChatLimits limits, Clock clock) {
        this.broadcast = broadcast;
        this.limits = limits;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Announcement announce(@RequestBody Request request) {
        String text = request.text();
        if (text == null || text.isBlank() || text.length() > limits.textLength()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "1 to " + limits.textLength() + " characters");
        }
        Announcement announcement = new Announcement(text.strip(), clock.instant());
        broadcast.emit("announcement", announcement);
        return announcement;
    }

    record Request(@Nullable String text) {}

    record Announcement(String text, Instant time) {}
}
