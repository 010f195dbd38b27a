package io.pocketio.guide.steering;

import io.pocketio.Rooms;
import io.pocketio.adapter.RoomListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class RoomLog implements RoomListener {

    private static final Logger logger = LoggerFactory.getLogger(RoomLog.class);

    RoomLog(Rooms rooms) {
        rooms.addListener(this);
    }

    @Override
    public void created(String room) {
        logger.info("{} is open", room);
    }

    @Override
    public void deleted(String room) {
        logger.info("{} is empty", room);
    }
}
