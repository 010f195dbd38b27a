package io.pocketio.cluster.streams;

import io.pocketio.adapter.LocalSocket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * What is known here of the session of a connected socket that is kept ahead: so that it is written again only while no other node has
 * taken it. Confined to who has its monitor, but for {@link #hasChanged}.
 */
final class KeptSession {

    /** Values that are on their way: more are not written before it is known what has become of these. */
    private static final int MOST_WRITING = 4;

    /** Values of which nobody knows whether they are there: more are not remembered. */
    private static final int MOST_UNKNOWN = 8;

    private final LocalSocket socket;
    private final String key;

    /** Of the values that may be there, in the order in which they were written. */
    private final Deque<String> digests = new ArrayDeque<>(1);

    private int writing;
    private long dueAt;
    private long outagesBefore;
    private boolean taken;

    /** Something has changed that is worth keeping soon. Any thread; taken back before it is looked at what there is to be kept. */
    volatile boolean hasChanged;

    KeptSession(LocalSocket socket, String key) {
        this.socket = socket;
        this.key = key;
    }

    LocalSocket socket() {
        return socket;
    }

    String key() {
        return key;
    }

    /** It is not kept by this node any more: another one has it, or it cannot be kept. */
    boolean isTaken() {
        return taken;
    }

    void taken() {
        taken = true;
    }

    /** Whether Redis may have lost it, rather than given it to another node: there have been outages since. */
    boolean mayBeLost(long outages) {
        return outages != outagesBefore;
    }

    /** Whether it is to be written: something has changed, or it is time. */
    boolean isDue(long now) {
        return !taken && writing < MOST_WRITING && (hasChanged || now >= dueAt);
    }

    /** Digests of the values that may be there. */
    List<String> expected() {
        return List.copyOf(digests);
    }

    /**
     * @param dueAgainAt in milliseconds, when nothing changes
     * @return the digest of the value, which may be there from now on
     */
    String writing(byte[] value, long dueAgainAt) {
        String digest = digest(value);
        dueAt = dueAgainAt;
        writing++;
        digests.addLast(digest);
        return digest;
    }

    /**
     * It is known to be there, or to have been: those before it are not.
     *
     * @param outages how many there had been when it was written
     */
    void written(String digest, long outages) {
        writing--;
        outagesBefore = outages;
        while (digests.contains(digest) && !digest.equals(digests.peekFirst())) {
            digests.removeFirst();
        }
    }

    /** It may be there: the connection has gone meanwhile, or there was none, which is likely for the last of many. */
    void failed(String digest, long dueAgainAt) {
        writing--;
        dueAt = dueAgainAt;
        if (digests.size() > MOST_UNKNOWN) {
            digests.remove(digest);
        }
    }

    /** As Redis makes it, which has no other. */
    private static String digest(byte[] value) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(value));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
