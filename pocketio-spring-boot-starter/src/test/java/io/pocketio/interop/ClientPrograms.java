package io.pocketio.interop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs with clients of all generations, by what they need; what takes longest comes first. */
enum ClientPrograms {
    CHROMIUM {
        @Override
        String missing() {
            return chromium().isPresent() ? "" : "Chromium is needed for tests with clients in a browser";
        }

        @Override
        List<ClientProgram> programs(int port) {
            List<String> command = new ArrayList<>(List.of(
                    "node",
                    "generations-in-browser.js",
                    String.valueOf(port),
                    chromium().orElseThrow()));
            command.addAll(List.of(
                    "socket.io-client-1.0:polling",
                    "socket.io-client-1.4:polling",
                    "socket.io-client-1.7:polling",
                    "socket.io-client-1.7:upgrade",
                    "socket.io-client-1.7:jsonp",
                    "socket.io-client-2.5:polling",
                    "socket.io-client-2.5:upgrade",
                    "socket.io-client-2.5:jsonp",
                    "socket.io-client-4.0:jsonp",
                    "socket.io-client:polling",
                    "socket.io-client-0.9:websocket",
                    "socket.io-client-0.9:xhr-polling",
                    "socket.io-client-0.9:jsonp-polling",
                    "socket.io-client-0.8:xhr-polling",
                    "socket.io-client-0.8:jsonp-polling",
                    "socket.io-client-0.7:xhr-polling",
                    "socket.io-client-0.7:jsonp-polling"));
            return List.of(new ClientProgram("Chromium", NodeWorkspace.folder(), command));
        }
    },

    NODE {
        @Override
        String missing() {
            return "";
        }

        @Override
        List<ClientProgram> programs(int port) {
            return List.of(
                    node(port, "socket.io-client-1.0", MODERN),
                    node(port, "socket.io-client-1.4", MODERN),
                    node(port, "socket.io-client-1.7", MODERN),
                    node(port, "socket.io-client-2.0", MODERN),
                    node(port, "socket.io-client-2.5", MODERN),
                    node(port, "socket.io-client-3.1", MODERN),
                    node(port, "socket.io-client-4.0", MODERN),
                    node(port, "socket.io-client", MODERN),
                    node(port, "socket.io-client-0.9", "websocket", "xhr-polling"),
                    node(port, "socket.io-client-0.8", "xhr-polling"));
        }
    },

    JAVA {
        @Override
        String missing() {
            return Files.isDirectory(JAVA_1) ? "" : "The build has not copied the older Java client to " + JAVA_1;
        }

        @Override
        List<ClientProgram> programs(int port) {
            return List.of(
                    java(port, "1.0.2", testClasses() + File.pathSeparator + JAVA_1.resolve("*")),
                    java(port, "2.1.2", ownClassPath()));
        }
    },

    PYTHON {
        @Override
        String missing() {
            return python().isPresent() ? "" : "Debian's python3-socketio and python3-socketio-client are needed";
        }

        @Override
        List<ClientProgram> programs(int port) {
            return List.of(
                    python(port, "python-socketio:polling", "python-socketio:websocket", "python-socketio:upgrade"),
                    python(port, "socketIO-client:polling", "socketIO-client:upgrade"));
        }
    };

    private static final String[] MODERN = {"polling", "websocket", "upgrade"};
    private static final Path JAVA_1 = Path.of("target", "java-client-1");

    /** What is not there, or an empty text. */
    abstract String missing();

    abstract List<ClientProgram> programs(int port);

    private static ClientProgram node(int port, String client, String... ways) {
        List<String> command = new ArrayList<>(List.of("node", "generations.js", String.valueOf(port), client));
        command.addAll(List.of(ways));
        return new ClientProgram(client, NodeWorkspace.folder(), command);
    }

    private static ClientProgram java(int port, String version, String classPath) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                JavaClientChecks.class.getName(),
                String.valueOf(port),
                version));
        command.addAll(List.of(MODERN));
        return new ClientProgram("Java " + version, Path.of("."), command);
    }

    private static ClientProgram python(int port, String... clients) {
        List<String> command = new ArrayList<>(List.of(python().orElseThrow(), "generations.py", String.valueOf(port)));
        command.addAll(List.of(clients));
        return new ClientProgram("Python " + clients[0], NodeWorkspace.folder(), command);
    }

    private static String ownClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String testClasses() {
        return Path.of("target", "test-classes").toString();
    }

    private static Optional<String> chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(ClientPrograms::onPath)
                .findFirst();
    }

    /** A Python that knows the clients; Debian's, rather than another one that is found first. */
    private static Optional<String> python() {
        return Stream.concat(Stream.of("/usr/bin/python3"), onPath("python3"))
                .filter(python -> NodeWorkspace.succeeds(python, "-c", "import socketio, socketIO_client, websocket"))
                .findFirst();
    }

    private static Stream<String> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(path -> path.toAbsolutePath().toString());
    }
}
