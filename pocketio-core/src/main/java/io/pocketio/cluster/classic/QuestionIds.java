package io.pocketio.cluster.classic;

import java.util.concurrent.atomic.AtomicLong;

/** Ids of one node's questions, which tell in answers what was asked, and by whom: all nodes hear them. Thread-safe. */
final class QuestionIds {

    /** Behind the id: nobody is there looks the same as an answer to a question for members and to one for sockets. */
    private static final String MEMBERS = "-";

    private final String uid;
    private final AtomicLong last = new AtomicLong();

    /** @param uid of the node */
    QuestionIds(String uid) {
        this.uid = uid;
    }

    String next() {
        return uid + Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
    }

    /** What all of them begin with. */
    String start() {
        return uid;
    }

    boolean isOwn(String id) {
        return id.length() > uid.length() && id.startsWith(uid);
    }

    /** The id of a question for members as it goes to other nodes. */
    static String forMembers(String id) {
        return id + MEMBERS;
    }

    static boolean isOfMembers(String id) {
        return id.endsWith(MEMBERS);
    }

    /** The id of a question for members as this node knows it. */
    static String ofMembers(String id) {
        return id.substring(0, id.length() - MEMBERS.length());
    }
}
