package io.pocketio.guide;

import io.pocketio.SocketIoServer;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application that consists of what a page of the guide shows. */
public final class GuideServer implements AutoCloseable {

    private final ConfigurableApplicationContext application;

    private GuideServer(ConfigurableApplicationContext application) {
        this.application = application;
    }

    public static GuideServer start(Class<?>... beans) {
        return start(List.of(), beans);
    }

    /** @param properties as {@code key=value} */
    public static GuideServer start(List<String> properties, Class<?>... beans) {
        List<String> all = new ArrayList<>(properties);
        all.add("spring.config.location=optional:classpath:/none/"); // not the chat's
        all.add("server.port=0");
        all.add("spring.main.banner-mode=off");
        all.add("spring.reactor.netty.shutdown-quiet-period=0s");
        return new GuideServer(new SpringApplicationBuilder(GuideApplication.class)
                .sources(beans)
                .properties(all.toArray(String[]::new))
                .run());
    }

    public int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public SocketIoServer io() {
        return application.getBean(SocketIoServer.class);
    }

    public <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    @Override
    public void close() {
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class GuideApplication {}
}
