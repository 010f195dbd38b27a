package io.pocketio.cluster.node;

import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.SocketDescriptor;
import io.pocketio.protocol.Arguments;
import io.pocketio.protocol.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes notes of what other nodes want and answer, each a line; and keeps what does not go into one. Confined to one thread. */
public final class RecordedVerbs implements NodeRequests, NodeAnswers {

    private final List<String> verbs = new ArrayList<>();
    private @Nullable Packet packet;
    private @Nullable Arguments arguments;
    private List<SocketDescriptor> sockets = List.of();

    /** What has come, and has not been asked for before. */
    public List<String> verbs() {
        List<String> all = List.copyOf(verbs);
        verbs.clear();
        return all;
    }

    public Packet packet() {
        return Objects.requireNonNull(packet);
    }

    public Arguments arguments() {
        return Objects.requireNonNull(arguments);
    }

    public List<SocketDescriptor> sockets() {
        return sockets;
    }

    private void note(String verb, Object... objects) {
        StringBuilder line = new StringBuilder(verb);
        for (Object object : objects) {
            line.append(' ').append(object);
        }
        verbs.add(line.toString());
    }

    private static String shown(Question question) {
        return "<" + question.requestId() + " of " + question.node() + ">";
    }

    private static String shown(BroadcastTarget target) {
        return "to " + new TreeSet<>(target.rooms()) + " except " + new TreeSet<>(target.except())
                + (target.flags().isVolatile() ? " volatile" : "")
                + (target.flags().compress() ? "" : " uncompressed");
    }

    private static String shown(Arguments arguments) {
        StringBuilder shown = new StringBuilder("(");
        for (int i = 0; i < arguments.size(); i++) {
            shown.append(i > 0 ? ", " : "").append(arguments.get(i, Object.class));
        }
        return shown.append(')').toString();
    }

    private String noted(Packet sent) {
        packet = sent;
        return sent.namespace() + " " + sent.event() + shown(sent.arguments());
    }

    private String noted(Arguments sent) {
        arguments = sent;
        return shown(sent);
    }

    @Override
    public void broadcast(Packet sent, BroadcastTarget target) {
        note("broadcast", noted(sent), shown(target));
    }

    @Override
    public void ask(Question question, Packet sent, BroadcastTarget target, Duration timeout) {
        note("ask", shown(question), noted(sent), shown(target), timeout.toMillis());
    }

    @Override
    public void join(BroadcastTarget target, Set<String> rooms) {
        note("join", shown(target), new TreeSet<>(rooms));
    }

    @Override
    public void leave(BroadcastTarget target, Set<String> rooms) {
        note("leave", shown(target), new TreeSet<>(rooms));
    }

    @Override
    public void disconnect(BroadcastTarget target, boolean close) {
        note("disconnect", shown(target), close);
    }

    @Override
    public void fetch(Question question, BroadcastTarget target) {
        note("fetch", shown(question), shown(target));
    }

    @Override
    public void members(Question question, Set<String> names) {
        note("members", shown(question), new TreeSet<>(names));
    }

    @Override
    public void roomNames(Question question) {
        note("roomNames", shown(question));
    }

    @Override
    public void serverEvent(@Nullable Question question, String event, Arguments sent) {
        note("serverEvent", question == null ? "-" : shown(question), event + noted(sent));
    }

    @Override
    public void sockets(Question question, List<SocketDescriptor> found) {
        sockets = found;
        note("sockets", shown(question), found);
    }

    @Override
    public void roomNames(Question question, Set<String> names) {
        note("rooms", shown(question), new TreeSet<>(names));
    }

    @Override
    public void asked(Question question, int recipients) {
        note("asked", shown(question), recipients);
    }

    @Override
    public void acknowledged(Question question, Arguments sent) {
        note("acknowledged", shown(question), noted(sent));
    }

    @Override
    public void replied(Question question, Arguments sent) {
        note("replied", shown(question), noted(sent));
    }
}
