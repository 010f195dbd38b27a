package io.pocketio.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the configuration names an adapter that reaches other nodes. */
public final class OnClusterAdapter extends SpringBootCondition {

    public static final String PROPERTY = "pocketio.adapter.type";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return new ConditionOutcome(
                isNamed(context.getEnvironment()),
                ConditionMessage.forCondition("Socket.IO adapter")
                        .because(PROPERTY + " is " + type(context.getEnvironment())));
    }

    static boolean isNamed(Environment environment) {
        return !type(environment).equalsIgnoreCase("memory");
    }

    private static String type(Environment environment) {
        return environment.getProperty(PROPERTY, "memory");
    }
}
