package io.pocketio.autoconfigure.cluster;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the configuration names an adapter that reaches other nodes. */
final class OnClusterAdapter extends SpringBootCondition {

    static final String PROPERTY = "pocketio.adapter.type";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String type = context.getEnvironment().getProperty(PROPERTY, "memory");
        return new ConditionOutcome(
                !type.equalsIgnoreCase("memory"),
                ConditionMessage.forCondition("Socket.IO adapter").because(PROPERTY + " is " + type));
    }
}
