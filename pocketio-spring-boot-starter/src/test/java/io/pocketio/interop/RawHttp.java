package io.pocketio.interop;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 connection, byte by byte in the hands of a test. Not thread-safe. */
final class RawHttp implements Closeable {

    static final byte[] NOTHING = {};

    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private String method = "";

    RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One request on a connection of its own. */
    static RawResponse once(int port, String method, String target, String... headers) {
        try (RawHttp http = new RawHttp(port)) {
            http.send(method, target, NOTHING, headers);
            return http.receive();
        }
    }

    RawResponse get(String target, String... headers) {
        send("GET", target, NOTHING, headers);
        return receive();
    }

    RawResponse post(String target, byte[] body, String... headers) {
        send("POST", target, body, headers);
        return receive();
    }

    RawResponse post(String target, String body, String... headers) {
        return post(target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** @param headers lines such as {@code Origin: x}; {@code Host} and {@code Content-Length} are there already */
    void send(String requestMethod, String target, byte[] body, String... headers) {
        head(requestMethod, target, body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n", headers);
        write(body);
    }

    /** A request of which only the head, and none of the announced body, is sent. */
    void sendHead(String requestMethod, String target, int contentLength, String... headers) {
        head(requestMethod, target, "Content-Length: " + contentLength + "\r\n", headers);
    }

    void sendChunked(String requestMethod, String target, byte[] body, String... headers) {
        head(requestMethod, target, "Transfer-Encoding: chunked\r\n", headers);
        int chunk = 10_000;
        for (int at = 0; at < body.length; at += chunk) {
            int length = Math.min(chunk, body.length - at);
            write(ascii(Integer.toHexString(length) + "\r\n"));
            write(java.util.Arrays.copyOfRange(body, at, at + length));
            write(ascii("\r\n"));
        }
        write(ascii("0\r\n\r\n"));
    }

    private void head(String requestMethod, String target, String length, String... headers) {
        method = requestMethod;
        StringBuilder head = new StringBuilder(requestMethod)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: localhost\r\n")
                .append(length);
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        write(ascii(head.append("\r\n").toString()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RawResponse receive() {
        try {
            String[] status = line().split(" ", 3);
            Map<String, List<String>> headers = headers();
            return new RawResponse(Integer.parseInt(status[1]), status[2], headers, body(status[1], headers));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An answer of which the body, which comes in chunks, is left to {@link #chunk}. */
    RawResponse receiveHead() {
        try {
            String[] status = line().split(" ", 3);
            return new RawResponse(Integer.parseInt(status[1]), status[2], headers(), NOTHING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The next chunk; an empty one is the last. */
    byte[] chunk() {
        try {
            byte[] chunk = exactly(Integer.parseInt(line(), 16));
            line();
            return chunk;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(String status, Map<String, List<String>> headers) throws IOException {
        if (status.equals("101") || status.equals("204") || method.equals("HEAD")) {
            return NOTHING;
        }
        if (headers.containsKey("content-length")) {
            return exactly(Integer.parseInt(headers.get("content-length").get(0)));
        }
        return headers.containsKey("transfer-encoding") ? chunks() : in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("connection closed after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection closed within a response");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whether the server has closed the connection; waits for it. */
    boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    /** Cuts the connection without a farewell. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
