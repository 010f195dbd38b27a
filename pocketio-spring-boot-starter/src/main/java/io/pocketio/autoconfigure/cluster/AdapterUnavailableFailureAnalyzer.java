package io.pocketio.autoconfigure.cluster;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the server cannot be a node of a cluster, and what to do about it. */
final class AdapterUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<AdapterUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AdapterUnavailableException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
