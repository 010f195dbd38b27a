package io.pocketio.autoconfigure;

import io.pocketio.annotation.support.InvalidSocketHandlerException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a handler method, without a stack trace. */
final class InvalidSocketHandlerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSocketHandlerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSocketHandlerException cause) {
        return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
    }
}
