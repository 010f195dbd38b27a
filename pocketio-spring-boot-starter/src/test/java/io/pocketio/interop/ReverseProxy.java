package io.pocketio.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A proxy of those in {@code docs/deployment}, and what it needs beside the configuration there to run anywhere. */
enum ReverseProxy {
    NGINX("nginx", "nginx.conf") {
        @Override
        UnaryOperator<String> toRunIn(Path folder) {
            return text -> text.replace(
                    "http {\n",
                    "http {\naccess_log off;\nclient_body_temp_path body;\nproxy_temp_path proxy;\n"
                            + "fastcgi_temp_path fastcgi;\nuwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n");
        }

        @Override
        List<String> command(Path folder, Path configuration) {
            return List.of(
                    "nginx",
                    "-p",
                    folder + "/",
                    "-c",
                    configuration.toString(),
                    "-g",
                    "daemon off; pid nginx.pid; error_log stderr;");
        }
    },

    APACHE("apache2", "apache.conf") {
        @Override
        UnaryOperator<String> toRunIn(Path folder) {
            String modules = Stream.of(
                            "mpm_event",
                            "authz_core",
                            "ssl",
                            "headers",
                            "proxy",
                            "proxy_http",
                            "proxy_balancer",
                            "lbmethod_byrequests",
                            "slotmem_shm")
                    .map(name -> "LoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so\n")
                    .reduce("", String::concat);
            String user = Files.isWritable(Path.of("/etc")) ? "User www-data\nGroup www-data\n" : "";
            return text -> "ServerRoot " + folder + "\nDefaultRuntimeDir " + folder + "\nPidFile apache.pid\n"
                    + "ErrorLog error.log\nServerName 127.0.0.1\nListen 127.0.0.1:443\n" + modules + user + text;
        }

        @Override
        List<String> command(Path folder, Path configuration) {
            return List.of("apache2", "-f", configuration.toString(), "-DFOREGROUND");
        }
    },

    HAPROXY("haproxy", "haproxy.cfg") {
        @Override
        UnaryOperator<String> toRunIn(Path folder) {
            return text -> text.replace("bind :443", "bind 127.0.0.1:443").replace("maxconn 20000", "maxconn 1000");
        }

        @Override
        List<String> command(Path folder, Path configuration) {
            return List.of("haproxy", "-db", "-f", configuration.toString());
        }
    },

    CADDY("caddy", "Caddyfile") {
        @Override
        UnaryOperator<String> toRunIn(Path folder) {
            return text -> "{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system " + folder + "\n}\n"
                    + text.replace("chat.example.com {", "https://127.0.0.1:443 {");
        }

        @Override
        List<String> command(Path folder, Path configuration) {
            return List.of("caddy", "run", "--config", configuration.toString(), "--adapter", "caddyfile");
        }
    };

    private static final Path CONFIGURATIONS = Path.of("..", "docs", "deployment");

    private final String program;
    private final String file;

    ReverseProxy(String program, String file) {
        this.program = program;
        this.file = file;
    }

    boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Adds what is left to the system, or to the packages of distributions. */
    abstract UnaryOperator<String> toRunIn(Path folder);

    abstract List<String> command(Path folder, Path configuration);

    /**
     * Starts it with the configuration of the documentation, but for ports and places.
     *
     * @param folder with the certificate
     */
    Process start(Path folder, int port, int firstNode, int secondNode) throws IOException {
        String text = toRunIn(folder)
                .apply(Files.readString(CONFIGURATIONS.resolve(file)))
                .replace("443", String.valueOf(port))
                .replace("127.0.0.1:8081", "127.0.0.1:" + firstNode)
                .replace("127.0.0.1:8082", "127.0.0.1:" + secondNode)
                .replace("/etc/ssl/chat", folder.toString());
        Path configuration = folder.resolve(name().toLowerCase(Locale.ROOT) + ".conf");
        Files.writeString(configuration, text);
        ProcessBuilder builder = new ProcessBuilder(command(folder, configuration))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        return builder.start();
    }
}
