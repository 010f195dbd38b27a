package io.pocketio.redis;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The way to a Redis, on loopback: can be cut and mended, and made to stand still. */
final class RedisProxy implements AutoCloseable {

    private final ServerSocket entrance;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moving = lock.newCondition();
    private volatile @Nullable Socket lastToServer;
    private volatile @Nullable Socket forgotten;
    private volatile boolean cut;
    private volatile boolean stalled;

    RedisProxy(TestRedis redis) {
        this.port = redis.port();
        try {
            entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Ends all connections, and those that come until it is mended. */
    void cut() {
        cut = true;
        sockets.forEach(RedisProxy::close);
    }

    void mend() {
        cut = false;
    }

    /** Ends all connections once. */
    void reset() {
        sockets.forEach(RedisProxy::close);
    }

    /** Redis sees the end of the connection that was made last; who made it does not, until something is sent. */
    void forgetTheLastConnection() {
        Socket last = Objects.requireNonNull(lastToServer);
        forgotten = last;
        close(last);
    }

    /** Carries nothing more, either way, until it is to go on. */
    void stall() {
        stalled = true;
    }

    void goOn() {
        lock.lock();
        try {
            stalled = false;
            moving.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        close(entrance);
        cut();
        goOn();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (cut) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException ended) {
                // closed, or this connection has failed: the next one may not
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(client);
        sockets.add(server);
        lastToServer = server;
        start(() -> carry(client, server));
        start(() -> carry(server, client));
        if (cut) {
            reset();
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try {
            for (int bytes = from.getInputStream().read(buffer);
                    bytes >= 0;
                    bytes = from.getInputStream().read(buffer)) {
                waitWhileStalled();
                to.getOutputStream().write(buffer, 0, bytes);
            }
        } catch (IOException ended) {
            // as the other end sees below
        } finally {
            close(from);
            if (from != forgotten) {
                close(to);
            }
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void waitWhileStalled() {
        lock.lock();
        try {
            while (stalled) {
                moving.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "redis-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException ignored) {
            // it is of no use any more
        }
    }
}
