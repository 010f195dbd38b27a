package io.pocketio.interop;

import io.pocketio.interop.JavaClientVisit.Way;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Checks of the official Java client, as a program of its own: it runs on the class path of one version of the client or another,
 * and needs nothing else. Its arguments are the port, the version and the ways; see {@link ClientProgram} for what it prints.
 */
final class JavaClientChecks {

    /** For each way; all sockets of this process share one thread. */
    private static final int AT_ONCE = 5;

    private static final String UNICODE = "é😀 \u2028 Ã© \"\\\n";

    private interface Check {
        void run(JavaClientVisit visit) throws Exception;
    }

    private final Map<String, Check> checks = new LinkedHashMap<>();

    private JavaClientChecks() {
        checks.put("stays connected over several heartbeats", this::staysConnected);
        checks.put("connects", this::connects);
        checks.put("emits and listens", this::emitsAndListens);
        checks.put("is acknowledged", this::isAcknowledged);
        checks.put("acknowledges", this::acknowledges);
        checks.put("sends binary and gets it", this::sendsBinary);
        checks.put("is acknowledged with binary, and acknowledges with it", this::acknowledgesWithBinary);
        checks.put("reaches rooms", this::reachesRooms);
        checks.put("joins several namespaces over one connection", this::joinsNamespaces);
        checks.put("sends a query", this::sendsQuery);
        checks.put("is known by its auth", this::isKnownByAuth);
        checks.put("is refused without the right auth", this::isRefused);
        checks.put("is told that a namespace does not exist", this::isToldOfUnknownNamespace);
        checks.put("is disconnected by the server", this::isDisconnected);
        checks.put("disconnects", this::disconnects);
        checks.put("comes back when its connection is cut", this::comesBack);
        checks.put("keeps a thousand events in order in both directions", this::keepsOrder);
    }

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        allowManyRequests();
        List<Future<?>> running = new ArrayList<>();
        for (String way : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            JavaClientChecks checks = new JavaClientChecks();
            ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
            String column = "Java " + arguments[1] + " " + way;
            say(new JSONObject().put("column", column).put("plan", new JSONArray(checks.checks.keySet())));
            checks.checks.forEach((name, check) -> running.add(threads.submit(() -> {
                checks.run(
                        column,
                        name,
                        check,
                        new JavaClientVisit(port, arguments[1], Way.valueOf(way.toUpperCase(java.util.Locale.ROOT))));
                return null;
            })));
        }
        for (Future<?> each : running) {
            each.get();
        }
        System.exit(0);
    }

    /** All sockets of the older client share a few requests to a host, and each that polls holds one. */
    private static void allowManyRequests() {
        OkHttpClient http = new OkHttpClient();
        http.dispatcher().setMaxRequests(Integer.MAX_VALUE);
        http.dispatcher().setMaxRequestsPerHost(Integer.MAX_VALUE);
        IO.setDefaultOkHttpCallFactory(http);
        IO.setDefaultOkHttpWebSocketFactory(http);
    }

    private void run(String column, String name, Check check, JavaClientVisit visit) throws JSONException {
        JSONObject result = new JSONObject().put("column", column).put("name", name);
        try {
            check.run(visit);
            say(result.put("ok", true));
        } catch (Exception | AssertionError failure) {
            say(result.put("ok", false).put("error", failure + " " + Arrays.toString(failure.getStackTrace())));
        } finally {
            visit.close();
        }
    }

    private static synchronized void say(JSONObject line) {
        System.out.println(line);
    }

    private static void same(Object actual, Object expected) {
        if (!Objects.deepEquals(actual, expected)) {
            throw new AssertionError(Arrays.deepToString(new Object[] {actual}) + " instead of "
                    + Arrays.deepToString(new Object[] {expected}));
        }
    }

    private void staysConnected(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> ends = visit.listen(socket, "disconnect");
        BlockingQueue<Object[]> waited = visit.listen(socket, "waited");
        socket.emit("wait", 9_500);
        visit.next(waited);
        same(visit.ask(socket, "echo", "still here"), new Object[] {"still here"});
        same(ends.size(), 0);
    }

    private void connects(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        same(((JSONArray) visit.ask(socket, "rooms")[0]).getString(0), socket.id());
        String wanted = visit.way() == Way.POLLING ? "polling" : "websocket";
        long start = System.nanoTime();
        Object transport = visit.ask(socket, "transport")[0];
        while (!wanted.equals(transport) && System.nanoTime() - start < JavaClientVisit.PATIENCE.toNanos()) {
            transport = visit.ask(socket, "transport")[0];
        }
        same(transport, wanted);
    }

    private void emitsAndListens(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> echoes = visit.listen(socket, "echo");
        socket.emit("echo", 1, UNICODE, true, new JSONObject("{\"é\":[1,\"😀\"]}"));
        Object[] echo = visit.next(echoes);
        same(Arrays.copyOf(echo, 3), new Object[] {1, UNICODE, true});
        same(((JSONObject) echo[3]).getJSONArray("é").getString(1), "😀");
    }

    private void isAcknowledged(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        same(visit.ask(socket, "echo", 1, UNICODE), new Object[] {1, UNICODE});
        same(visit.ask(socket, "join", "a"), new Object[] {});
    }

    private void acknowledges(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> answers = visit.listen(socket, "answered");
        socket.on("question", arguments -> ((Ack) arguments[1]).call(((int) arguments[0]) + 1, UNICODE));
        socket.emit("ask", "question", 41);
        same(visit.next(answers), new Object[] {42, UNICODE});
    }

    private void sendsBinary(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> echoes = visit.listen(socket, "echo");
        socket.emit("echo", new byte[] {0, 4, -1}, new JSONObject().put("deep", new byte[] {2}), UNICODE);
        Object[] echo = visit.next(echoes);
        same(echo[0], new byte[] {0, 4, -1});
        same(((JSONObject) echo[1]).get("deep"), new byte[] {2});
        same(echo[2], UNICODE);
    }

    private void acknowledgesWithBinary(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> answers = visit.listen(socket, "answered");
        socket.on("question", arguments -> ((Ack) arguments[1]).call((Object) new byte[] {7}));
        socket.emit("ask", "question", new byte[] {1});
        same(visit.next(answers)[0], new byte[] {7});
        same(visit.ask(socket, "echo", (Object) new byte[] {8})[0], new byte[] {8});
    }

    private void reachesRooms(JavaClientVisit visit) throws Exception {
        List<Socket> sockets = List.of(visit.connected("/"), visit.connected("/"), visit.connected("/"));
        String room = sockets.get(0).id() + ".";
        visit.ask(sockets.get(0), "join", room);
        visit.ask(sockets.get(1), "join", room);
        List<BlockingQueue<Object[]>> told = new ArrayList<>();
        sockets.forEach(socket -> told.add(visit.listen(socket, "told")));

        sockets.get(0).emit("to", new JSONArray(Set.of(room)), room + "to others");
        sockets.get(0).emit("in", new JSONArray(Set.of(room)), room + "to all");
        sockets.get(0).emit("everybody", room + "end");

        List<List<String>> heard = new ArrayList<>();
        for (BlockingQueue<Object[]> each : told) {
            heard.add(texts(visit, each, room));
        }
        same(heard, List.of(List.of("to all"), List.of("to others", "to all"), List.of()));
    }

    private static List<String> texts(JavaClientVisit visit, BlockingQueue<Object[]> told, String prefix) {
        List<String> texts = new ArrayList<>();
        String text = String.valueOf(visit.next(told)[0]);
        while (!text.equals(prefix + "end")) {
            if (text.startsWith(prefix)) {
                texts.add(text.substring(prefix.length()));
            }
            text = String.valueOf(visit.next(told)[0]);
        }
        return texts;
    }

    private void joinsNamespaces(JavaClientVisit visit) throws Exception {
        Socket main = visit.connected("/");
        Socket custom = main.io().socket("/custom");
        BlockingQueue<Object[]> backs = visit.listen(custom, "message-back");
        custom.connect();
        custom.emit("message", "to custom");
        same(visit.next(backs), new Object[] {"to custom"});
        same(visit.ask(main, "echo", "to main"), new Object[] {"to main"});
    }

    private void sendsQuery(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/?token=a%26b");
        same(visit.ask(socket, "query", "token"), new Object[] {"a&b"});
    }

    private void isKnownByAuth(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connectedWithAuth("/login", Map.of("token", "secret", "name", "Bob"));
        same(visit.ask(socket, "whoami"), new Object[] {"Bob"});
    }

    private void isRefused(JavaClientVisit visit) throws Exception {
        Socket socket = visit.withAuth("/login", Map.of("token", "guess"));
        same(visit.refusal(socket), "not authorized");
    }

    private void isToldOfUnknownNamespace(JavaClientVisit visit) throws Exception {
        same(visit.refusal(visit.withAuth("/unknown", Map.of())), "Invalid namespace");
    }

    private void isDisconnected(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> ends = visit.listen(socket, "disconnect");
        BlockingQueue<Object[]> left = visit.listen(visit.connected("/watch"), "left");
        String id = socket.id();
        socket.emit("bye", false);
        same(visit.next(ends)[0], "io server disconnect");
        same(visit.reasonOf(left, id), "server namespace disconnect");
    }

    private void disconnects(JavaClientVisit visit) throws Exception {
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> ends = visit.listen(socket, "disconnect");
        BlockingQueue<Object[]> left = visit.listen(visit.connected("/watch"), "left");
        String id = socket.id();
        socket.disconnect();
        same(visit.next(ends)[0], "io client disconnect");
        same(visit.reasonOf(left, id), "client namespace disconnect");
    }

    private void comesBack(JavaClientVisit visit) throws Exception {
        JavaClientVisit.Cable cable = visit.cable();
        Socket socket = visit.open(cable.port(), "/", options -> {});
        BlockingQueue<Object[]> connects = visit.listen(socket, "connect");
        BlockingQueue<Object[]> ends = visit.listen(socket, "disconnect");
        BlockingQueue<Object[]> echoes = visit.listen(socket, "echo");
        socket.connect();
        visit.next(connects);
        cable.cut();
        visit.next(ends);
        socket.emit("echo", "sent meanwhile");
        cable.mend();
        visit.next(connects);
        same(visit.next(echoes), new Object[] {"sent meanwhile"});
    }

    private void keepsOrder(JavaClientVisit visit) throws Exception {
        int count = 1_000;
        Socket socket = visit.connected("/");
        BlockingQueue<Object[]> backs = visit.listen(socket, "seq-back");
        BlockingQueue<Object[]> numbers = visit.listen(socket, "seq");
        socket.emit("flood", count);
        for (int i = 0; i < count; i++) {
            socket.emit("seq", i);
        }
        for (int i = 0; i < count; i++) {
            same(visit.next(backs), new Object[] {i});
            same(visit.next(numbers), new Object[] {i});
        }
    }
}
