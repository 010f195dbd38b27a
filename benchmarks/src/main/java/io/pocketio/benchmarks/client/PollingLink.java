package io.pocketio.benchmarks.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Long-polling, on two connections that are kept alive: one for polls, one for posts. */
final class PollingLink implements Link {

    private static final char SEPARATOR = '\u001e';

    private final Listener listener;
    private final HttpConnection polls;
    private final HttpConnection posts;
    private String path = Endpoint.path("polling");
    private String sid = "";

    /** Waits for the post that is under way. */
    private List<String> unsent = new ArrayList<>();

    private boolean reading = true;
    private boolean closing;
    private boolean ended;

    /** Called when no request is under way any more; none follows. */
    private @Nullable Runnable drained;

    PollingLink(ClientLoop loop, int port, Listener listener) {
        this.listener = listener;
        polls = new HttpConnection(loop, port, reason -> end("poll: " + reason));
        posts = new HttpConnection(loop, port, reason -> end("post: " + reason));
        polls.get(path, this::polled);
    }

    /** The server has named the session. */
    void begin(String session) {
        sid = session;
        path = path + "&sid=" + session;
    }

    String sid() {
        return sid;
    }

    /** Ends polling and posting; for an upgrade, in which nothing may be under way. */
    void drain(Runnable done) {
        drained = () -> {
            drained = null;
            ended = true;
            polls.close();
            posts.close();
            done.run();
        };
        tellDrained();
    }

    private void tellDrained() {
        if (drained != null && polls.isIdle() && posts.isIdle() && unsent.isEmpty()) {
            drained.run();
        }
    }

    @Override
    public void send(String packet) {
        unsent.add(packet);
        post();
    }

    @Override
    public void send(byte[] message) {
        send('b' + Base64.getEncoder().encodeToString(message));
    }

    private void post() {
        if (posts.isIdle() && !unsent.isEmpty() && !ended) {
            String payload = String.join(String.valueOf(SEPARATOR), unsent);
            unsent = new ArrayList<>();
            posts.post(path, payload, this::posted);
        }
    }

    private void posted(String body) {
        if (!body.equals("ok")) {
            end("unexpected answer to a post: " + body);
        } else if (closing && unsent.isEmpty()) {
            polls.close();
            posts.close();
        } else {
            post();
            tellDrained();
        }
    }

    private void polled(String payload) {
        int begin = 0;
        while (begin <= payload.length() && !ended) {
            int end = payload.indexOf(SEPARATOR, begin);
            end = end < 0 ? payload.length() : end;
            packet(payload.substring(begin, end));
            begin = end + 1;
        }
        if (drained != null) {
            tellDrained();
        } else if (reading && !ended) {
            polls.get(path, this::polled);
        }
    }

    private void packet(String packet) {
        if (packet.isEmpty()) {
            end("an empty packet");
        } else if (packet.charAt(0) == 'b') {
            listener.message(Unpooled.wrappedBuffer(Base64.getDecoder().decode(packet.substring(1))));
        } else {
            ByteBuf text = Unpooled.wrappedBuffer(packet.getBytes(StandardCharsets.UTF_8));
            listener.packet(text);
        }
    }

    @Override
    public boolean isWritable() {
        return unsent.isEmpty();
    }

    @Override
    public void setReading(boolean goOn) {
        if (goOn && !reading && polls.isIdle()) {
            polls.get(path, this::polled);
        }
        reading = goOn;
    }

    /** With the packet that polling has for it, behind what waits to be sent. */
    @Override
    public void close() {
        if (!ended && !closing && !sid.isEmpty()) {
            closing = true;
            send("1");
        } else if (!closing) {
            polls.close();
            posts.close();
        }
    }

    @Override
    public void reset() {
        ended = true;
        polls.reset();
        posts.reset();
    }

    private void end(String reason) {
        if (!ended) {
            ended = true;
            polls.close();
            posts.close();
            if (!closing) {
                listener.closed(reason);
            }
        }
    }
}
