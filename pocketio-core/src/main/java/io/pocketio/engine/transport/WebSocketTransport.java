package io.pocketio.engine.transport;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.FrameChannel;
import io.pocketio.engine.FrameListener;
import io.pocketio.engine.TransportType;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.lane.Lane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets over a WebSocket: one for each message. Also the candidate of an upgrade, before it becomes the session's transport. */
public final class WebSocketTransport implements Transport, FrameListener {

    private final TransportHost host;
    private final FrameChannel channel;
    private final MessageForm form;

    /** Bytes of a message that has not come in full. Confined to the channel's lane. */
    private int partial;

    /** Something has come. Confined to the channel's lane. */
    private boolean heard;

    public WebSocketTransport(TransportHost host, FrameChannel channel) {
        this.host = host;
        this.channel = channel;
        this.form = MessageForm.of(host);
    }

    @Override
    public TransportType type() {
        return TransportType.WEBSOCKET;
    }

    public Lane channelLane() {
        return channel.lane();
    }

    /** Whether the client has sent anything, be it the answer to a close frame. In the channel's lane. */
    public boolean hasHeard() {
        return heard;
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public long pendingBytes() {
        return channel.pendingBytes();
    }

    // The session's lane is the channel's, or is routed through it. But an upgrade that succeeds behind one that
    // failed may have come over another event loop: what follows hops then, so that the lane's order is kept.

    @Override
    public void send(EnginePacket packet) {
        if (channel.lane().inLane()) {
            channel.write(form.write(packet));
            channel.flush();
        } else {
            channel.lane().execute(() -> send(packet));
        }
    }

    @Override
    public long send(List<EnginePacket> packets) {
        if (channel.lane().inLane()) {
            for (int i = 0; i < packets.size(); i++) {
                channel.write(form.write(packets.get(i)));
            }
            channel.flush();
        } else {
            channel.lane().execute(() -> send(packets));
        }
        return channel.pendingBytes();
    }

    @Override
    public void setReading(boolean reading) {
        channel.lane().execute(() -> channel.setReading(reading));
    }

    @Override
    public boolean hasUnread() {
        return channel.hasUnread();
    }

    @Override
    public void closeGracefully() {
        host.end(CloseReason.FORCED_CLOSE, null);
    }

    /** What waits is in memory until the channel is gone. */
    @Override
    public void close() {
        channel.close();
    }

    @Override
    public void abort() {
        channel.abort();
        host.caughtUp();
    }

    @Override
    public void frame(Frame frame) {
        heard = true;
        Lane lane = host.lane();
        if (lane.inLane()) {
            host.received(this, form.read(frame));
        } else if (lane.tryEnter()) {
            try {
                host.received(this, form.read(frame));
            } finally {
                lane.exit();
            }
        } else {
            host.execute(() -> host.received(this, form.read(frame)));
        }
    }

    @Override
    public void partial(int bytes) {
        if (bytes != partial) {
            host.holds(bytes - partial);
            partial = bytes;
        }
    }

    @Override
    public void writable() {
        // nothing waits here: the channel keeps what it was given
    }

    @Override
    public void backlogChanged() {
        host.execute(() -> host.backlogChanged(this));
    }

    @Override
    public void closeAnswered() {
        heard = true;
    }

    @Override
    public void closed(@Nullable Throwable cause) {
        partial(0);
        host.execute(() -> host.lost(this, cause));
    }
}
