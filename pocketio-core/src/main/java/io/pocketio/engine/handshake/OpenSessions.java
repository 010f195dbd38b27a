package io.pocketio.engine.handshake;

/** The sessions of a server, as far as they matter to who asks for one more. Any thread may call. */
public interface OpenSessions {

    /** Whether a session has the id already. */
    boolean contains(String sid);

    /** Whether there are as many as there may be. */
    boolean areFull();
}
