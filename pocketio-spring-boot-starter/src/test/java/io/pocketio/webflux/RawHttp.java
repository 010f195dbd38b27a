package io.pocketio.webflux;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;

/** HTTP over a bare socket: what is sent and received, byte for byte. */
public class RawHttp implements Closeable {

    private static final int READ_TIMEOUT_MILLIS = 10_000;

    /** A response; names of headers in lower case. */
    public record Response(String statusLine, List<String> headers, String body) {

        public int status() {
            return Integer.parseInt(statusLine.split(" ")[1]);
        }
    }

    public final Socket socket;
    public final InputStream in;

    public RawHttp(int port) throws IOException {
        this(SocketFactory.getDefault(), port);
    }

    public RawHttp(SocketFactory sockets, int port) throws IOException {
        socket = sockets.createSocket();
        socket.setReceiveBufferSize(16 * 1024); // small, so that a server soon notices a client that does not read
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    }

    /** Sends the lines, with their ends, and an empty one. */
    public RawHttp send(String... lines) throws IOException {
        return sendText(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public RawHttp sendText(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Response readResponse() throws IOException {
        String statusLine = readLine();
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            headers.add(name + ": " + value);
            if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            }
        }
        return new Response(statusLine, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** The status line and the headers, of a response that has no body whatever they say. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("End of stream after: " + line);
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** Whether the server has nothing more to send and has closed the connection. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** Ends the connection with a reset, as a host that crashes does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
