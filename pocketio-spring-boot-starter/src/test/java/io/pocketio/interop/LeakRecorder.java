package io.pocketio.interop;

import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Netty's detector of buffers that are never released, with a memory: the build names it in the system property
 * {@code io.netty.customResourceLeakDetector}, so that it sees the buffers of all tests. Thread-safe.
 */
public final class LeakRecorder<T> extends ResourceLeakDetector<T> {

    /** A hint on buffers that a test leaks on purpose. */
    static final String ON_PURPOSE = "leaked on purpose";

    private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

    private static volatile boolean inUse;
    private static volatile boolean sawLeakOnPurpose;

    /** Called by Netty. */
    public LeakRecorder(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
        inUse = true;
    }

    /** Looked for by Netty, and not called. */
    public LeakRecorder(Class<?> resourceType, int samplingInterval, long maxActive) {
        this(resourceType, samplingInterval);
    }

    static boolean isInUse() {
        return inUse;
    }

    static boolean sawLeakOnPurpose() {
        return sawLeakOnPurpose;
    }

    /** Where leaked buffers have been, one text for each. */
    static List<String> reports() {
        return List.copyOf(REPORTS);
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        if (records.contains(ON_PURPOSE)) {
            sawLeakOnPurpose = true;
        } else {
            REPORTS.add(resourceType + records);
            super.reportTracedLeak(resourceType, records);
        }
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        REPORTS.add(resourceType);
        super.reportUntracedLeak(resourceType);
    }
}
