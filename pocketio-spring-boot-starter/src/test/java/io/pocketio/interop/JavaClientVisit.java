package io.pocketio.interop;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.json.JSONException;
import org.json.JSONObject;

/** What one of {@link JavaClientChecks} works with: sockets on connections of their own, which end with it. */
final class JavaClientVisit {

    enum Way {
        POLLING("polling"),
        WEBSOCKET("websocket"),
        UPGRADE("polling", "websocket");

        private final String[] transports;

        Way(String... transports) {
            this.transports = transports;
        }
    }

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final boolean older;
    private final Way way;
    private final Deque<Socket> sockets = new ConcurrentLinkedDeque<>();
    private final Deque<Cable> cables = new ConcurrentLinkedDeque<>();

    JavaClientVisit(int port, String version, Way way) {
        this.port = port;
        this.older = version.startsWith("1.");
        this.way = way;
    }

    Way way() {
        return way;
    }

    Socket open(int toPort, String namespace, Consumer<IO.Options> settings) {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.reconnectionDelay = 20;
        options.transports = way.transports.clone();
        settings.accept(options);
        Socket socket = IO.socket(URI.create("http://127.0.0.1:" + toPort + namespace), options);
        sockets.add(socket);
        return socket;
    }

    Socket connected(String namespace) {
        return connect(open(port, namespace, options -> {}));
    }

    private Socket connect(Socket socket) {
        BlockingQueue<Object[]> connects = listen(socket, "connect");
        socket.connect();
        next(connects);
        return socket;
    }

    /** In the query of the namespace for a client that has no other place for it. */
    Socket withAuth(String namespace, Map<String, String> auth) {
        if (older) {
            String query = auth.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return open(port, namespace + (query.isEmpty() ? "" : "?" + query), options -> {});
        }
        return open(port, namespace, options -> options.auth = auth);
    }

    Socket connectedWithAuth(String namespace, Map<String, String> auth) {
        return connect(withAuth(namespace, auth));
    }

    /** Connects, and gives what the client is told instead. */
    String refusal(Socket socket) throws JSONException {
        BlockingQueue<Object[]> errors = listen(socket, older ? "error" : "connect_error");
        socket.connect();
        Object error = next(errors)[0];
        return error instanceof JSONObject json ? json.getString("message") : String.valueOf(error);
    }

    BlockingQueue<Object[]> listen(Socket socket, String event) {
        BlockingQueue<Object[]> received = new LinkedBlockingQueue<>();
        socket.on(event, received::add);
        return received;
    }

    Object[] ask(Socket socket, String event, Object... arguments) {
        BlockingQueue<Object[]> replies = new LinkedBlockingQueue<>();
        socket.emit(event, arguments, replies::add);
        return next(replies);
    }

    /** Why the server says that this socket has left. */
    String reasonOf(BlockingQueue<Object[]> left, String id) {
        Object[] arguments = next(left);
        while (!arguments[0].equals(id)) {
            arguments = next(left);
        }
        return String.valueOf(arguments[1]);
    }

    Object[] next(BlockingQueue<Object[]> received) {
        try {
            Object[] next = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("waited too long");
            }
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    Cable cable() throws IOException {
        Cable cable = new Cable(port);
        cables.add(cable);
        return cable;
    }

    void close() {
        sockets.forEach(Socket::disconnect);
        cables.forEach(Cable::close);
    }

    /** A cable to the server that can be cut. */
    static final class Cable {

        private final int far;
        private final ServerSocket near;
        private final Deque<java.net.Socket> ends = new ConcurrentLinkedDeque<>();
        private volatile boolean broken;

        Cable(int far) throws IOException {
            this.far = far;
            this.near = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            start(this::accept);
        }

        private static void start(Runnable work) {
            Thread thread = new Thread(work, "cable");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return near.getLocalPort();
        }

        private void accept() {
            try {
                while (!near.isClosed()) {
                    java.net.Socket client = near.accept();
                    java.net.Socket server = new java.net.Socket("127.0.0.1", far);
                    ends.add(client);
                    ends.add(server);
                    start(() -> pump(client, server));
                    start(() -> pump(server, client));
                    if (broken) {
                        end();
                    }
                }
            } catch (IOException closed) {
                end();
            }
        }

        private static void pump(java.net.Socket from, java.net.Socket to) {
            try (from;
                    to;
                    InputStream input = from.getInputStream()) {
                input.transferTo(to.getOutputStream());
            } catch (IOException closed) {
                // both ends are closed by now
            }
        }

        /** Ends what is connected, and lets nobody connect. */
        void cut() {
            broken = true;
            end();
        }

        void mend() {
            broken = false;
        }

        private void end() {
            for (java.net.Socket each : ends) {
                try {
                    each.close();
                } catch (IOException ignored) {
                    // closed
                }
            }
        }

        void close() {
            cut();
            try {
                near.close();
            } catch (IOException ignored) {
                // closed
            }
        }
    }
}
