package io.pocketio.webflux.session;

import io.pocketio.engine.Compression;
import io.pocketio.webflux.WebSocketBinding;
import io.pocketio.webflux.WebSocketUpgrade;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** WebSockets on any server that Spring knows how to upgrade on. Asked last. */
final class SessionBinding implements WebSocketBinding {

    @Override
    public boolean isPresent() {
        return ClassUtils.isPresent("jakarta.websocket.server.ServerContainer", SessionBinding.class.getClassLoader());
    }

    @Override
    public boolean supports(Object nativeResponse) {
        return true;
    }

    @Override
    public WebSocketUpgrade create(int maxMessageSize, @Nullable Compression compression) {
        return new WebSocketSessionUpgrade(maxMessageSize);
    }
}
